package io.github.upscale4j.provider;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the honest answers. Thread-safe. */
final class Endpoint {
    private static final String MADE_UP_SIZE = "1024x1024";

    final Contract contract;
    final Checks checks;
    final Account account;
    final Results results;
    private final ProviderOptions options;
    private final SuccessBody success;
    private final ErrorBody errors;
    private final URI base;

    Endpoint(ProviderOptions options, Contract contract, Journal journal, URI base) {
        this.options = options;
        this.contract = contract;
        this.base = base;
        success = new SuccessBody(contract);
        errors = new ErrorBody(contract);
        checks = new Checks(contract, options.key, options.anyKey, success);
        account = new Account(journal, options.inFlightLimit, options.credit);
        results = new Results(options.clock, options.linkValidity, options.uploadsKept);
        requireDialect(options.dialect);
    }

    /** @throws IllegalArgumentException if the contract has no such examples */
    void requireDialect(@Nullable String dialect) {
        if (dialect != null && !errors.dialects().contains(dialect)) {
            throw new IllegalArgumentException(
                    "expected one of the dialects " + errors.dialects() + " but found \"" + dialect + "\"");
        }
    }

    boolean isAt(String path) {
        return path.equals(contract.path) || path.equals(options.path);
    }

    Exchange.Kind kind(RequestHead head) {
        return isAt(head.path())
                ? Exchange.Kind.CALL
                : head.path().startsWith(Results.FOLDER) ? Exchange.Kind.DOWNLOAD : Exchange.Kind.OTHER;
    }

    /** What is wrong with the method or the path, or null. */
    @Nullable Refusal target(RequestHead head) {
        if (!isAt(head.path())) {
            return new Refusal(404, "path", "there is nothing at this path");
        } else if (!head.method().equals(contract.method)) {
            return notAllowed(head.method(), contract.method);
        }
        return null;
    }

    static Refusal notAllowed(String method, String allowed) {
        return new Refusal(
                405,
                "method:" + method,
                "expected the method " + allowed,
                List.of(new Exchange.Header("Allow", allowed)));
    }

    Refusal noCredit() {
        return new Refusal(402, "credit", null);
    }

    Refusal tooMany() {
        return new Refusal(429, "in-flight", null, List.of(new Exchange.Header(KnownField.RETRY_AFTER, "1")));
    }

    Answer answer(Refusal refusal, @Nullable String dialect) {
        String id = UUID.randomUUID().toString();
        ErrorBody.Written body = errors.write(
                refusal.status(),
                Objects.requireNonNullElse(dialect, options.dialect),
                refusal.message(),
                id,
                Map.of(KnownField.MAX_INFLIGHT, BigDecimal.valueOf(options.inFlightLimit)));
        Answer answer = Answer.ofJson(refusal.status(), body.mediaType(), body.json(), body.message());
        refusal.headers().forEach(header -> answer.set(header.name(), header.value()));
        answer.set(KnownField.X_REQUEST_ID, id);
        return answer;
    }

    /** The answer to a call that ran. */
    Answer answer(Call call) {
        Picture picture = call.picture;
        boolean known = picture != null && picture.width() <= 1 << 20 && picture.height() <= 1 << 20;
        Object example = success.imageExample(KnownField.RESOLUTION);
        Object exampleUpscaled = success.imageExample(KnownField.UPSCALED_RESOLUTION);
        boolean safe = options.unsafeWord.isEmpty() || !call.prompt().contains(options.unsafeWord);
        List<Map<String, @Nullable Object>> images = new ArrayList<>();
        Long asked = call.seed(success.minSeed(), success.maxSeed());
        for (int i = 0; i < call.images(); i++) {
            long seed = seed(asked, i);
            Map<String, @Nullable Object> image = new LinkedHashMap<>();
            image.put(KnownField.SEED, BigDecimal.valueOf(seed));
            image.put(KnownField.PROMPT, call.prompt());
            image.put(
                    KnownField.RESOLUTION,
                    picture != null && known
                            ? Checks.size(picture, 1)
                            : Objects.requireNonNullElse(example, MADE_UP_SIZE));
            image.put(
                    KnownField.UPSCALED_RESOLUTION,
                    picture != null && known
                            ? Checks.size(picture, 2)
                            : Objects.requireNonNullElse(exampleUpscaled, MADE_UP_SIZE));
            image.put(KnownField.IS_IMAGE_SAFE, safe);
            image.put(KnownField.URL, safe ? link(call, known, seed) : options.withheldUrlEmpty ? "" : null);
            images.add(image);
        }
        String created = options.clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        String id = UUID.randomUUID().toString();
        Answer answer =
                Answer.ofJson(contract.successStatus, success.mediaType, success.write(created, id, images), null);
        answer.set(KnownField.X_REQUEST_ID, id);
        return answer;
    }

    private String link(Call call, boolean known, long seed) {
        Picture picture = call.picture != null && known ? call.picture : new Picture(Picture.WEBP, 512, 512);
        byte[] upload = Objects.requireNonNullElse(call.upload, new byte[0]);
        return results.link(base, new ResultPicture(picture, upload, seed));
    }

    private long seed(@Nullable Long asked, int index) {
        long count = success.maxSeed() - success.minSeed() + 1;
        synchronized (options.random) {
            return asked == null
                    ? success.minSeed() + Math.floorMod(options.random.nextLong(), count)
                    : success.minSeed() + (asked - success.minSeed() + index) % count;
        }
    }

    /** The answer with what every answer has. */
    Answer dated(Answer answer) {
        answer.set(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        options.clock.instant().atOffset(ZoneOffset.UTC)));
        if (Exchange.Header.first(answer.headers, KnownField.X_REQUEST_ID) == null) {
            answer.set(KnownField.X_REQUEST_ID, UUID.randomUUID().toString());
        }
        return answer;
    }

    /** An answer for what went wrong in the provider itself or in its faults. */
    static Answer own(String problem) {
        Answer answer = Answer.ofBytes(
                500,
                "text/plain; charset=UTF-8",
                ("error in the provider: " + problem + "\n").getBytes(StandardCharsets.UTF_8));
        answer.set(KnownField.X_REQUEST_ID, UUID.randomUUID().toString());
        return answer;
    }
}
