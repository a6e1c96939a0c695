package io.github.upscale4j.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a fault is for, by what they hold. What was not read of a call fits nothing; of a part that comes twice, the
 * first was read.
 *
 * @param request what the parameters must hold; null if they are not looked at
 * @param absent what they must not hold, as steps; null if they are not looked at
 * @param picture the media type that the picture's first bytes tell, or null for all
 * @param images how many are asked for, or 0 for any number
 */
record CallSelection(
        @Nullable List<Wanted> request,
        @Nullable List<List<String>> absent,
        @Nullable String picture,
        int images) {

    /** A place in the parameters, and the JSON that must be there. */
    record Wanted(List<String> steps, @Nullable Object value) {}

    static CallSelection read(Expected.Members members) {
        Expected request = members.optional("request");
        Expected absent = members.optional("requestAbsent");
        Expected picture = members.optional("picture");
        Expected images = members.optional("images");
        List<Wanted> wanted = request == null ? null : wanted(request);
        return new CallSelection(
                wanted,
                absent == null ? null : absent(absent, wanted == null ? List.of() : wanted),
                picture == null ? null : picture.oneOf(Picture.KINDS),
                images == null ? 0 : (int) images.integer(1, Call.MOST_IMAGES));
    }

    private static List<Wanted> wanted(Expected request) {
        List<Wanted> all = new ArrayList<>();
        for (Map.Entry<String, Expected> one : request.members().all().entrySet()) {
            Expected value = one.getValue();
            all.add(new Wanted(new Expected(value.pointer(), one.getKey()).steps(), value.value()));
        }
        return List.copyOf(all);
    }

    private static List<List<String>> absent(Expected absent, List<Wanted> wanted) {
        List<List<String>> all = new ArrayList<>();
        for (Expected item : absent.items()) {
            List<String> steps = item.steps();
            if (wanted.stream().anyMatch(one -> leadsThrough(one.steps, steps))) {
                throw item.but("a place that request does not need");
            }
            all.add(List.copyOf(steps));
        }
        return List.copyOf(all);
    }

    private static boolean leadsThrough(List<String> steps, List<String> place) {
        return steps.size() >= place.size() && steps.subList(0, place.size()).equals(place);
    }

    boolean isEmpty() {
        return request == null && absent == null && picture == null && images == 0;
    }

    boolean fits(Call call) {
        boolean looksAtParameters = request != null || absent != null;
        return (!looksAtParameters || call.parameters != null)
                && (request == null
                        || request.stream()
                                .allMatch(one -> JsonPointer.leads(call.parameters, one.steps)
                                        && JsonPatch.same(JsonPointer.resolve(call.parameters, one.steps), one.value)))
                && (absent == null || absent.stream().noneMatch(steps -> JsonPointer.leads(call.parameters, steps)))
                && (picture == null || (call.upload != null && picture.equals(Picture.kind(call.upload))))
                && (images == 0 || Integer.valueOf(images).equals(call.imagesRead()));
    }
}
