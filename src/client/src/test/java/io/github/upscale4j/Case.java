package io.github.upscale4j;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a provider misbehaves, and what the client makes of it.
 *
 * @param name in kebab-case
 * @param family the class of misbehaviour, which has several cases
 * @param why the rule, or the trap, in a line
 * @param faults in the provider's own grammar, with placeholders as {@link CaseProvider} has them
 */
record Case(
        String name,
        String family,
        String why,
        Provider provider,
        List<?> faults,
        Client client,
        Call call,
        Expected expected) {

    static Case read(String place, @Nullable Object value) {
        CaseMembers members = new CaseMembers(place, value);
        String name = members.text("case");
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(place + ": expected a name in kebab-case but found " + name);
        }
        members = new CaseMembers(name, value);
        members.text("case");
        Call call = Call.read(members.object("call"));
        Case read = new Case(
                name,
                members.text("class"),
                members.text("why"),
                Provider.read(members.object("provider")),
                members.list("faults"),
                Client.read(members.object("client")),
                call,
                Expected.read(members.object("expect"), call));
        members.finish();
        return read;
    }

    /** Options of the provider; what is null is its default. */
    record Provider(
            @Nullable String dialect,
            @Nullable Integer credit,
            @Nullable Integer inFlight,
            boolean emptyLinks) {
        static Provider read(CaseMembers members) {
            Provider read = new Provider(
                    members.textOrNull("dialect"),
                    members.integerOrNull("credit"),
                    members.integerOrNull("in-flight"),
                    members.flag("empty-links", false));
            members.finish();
            return read;
        }
    }

    /**
     * Options of the client; what is null is its default.
     *
     * @param deadlineMillis on the clock on the wall
     */
    record Client(
            UpscaleClient.Authorization authorization,
            @Nullable Integer deadlineMillis,
            @Nullable Integer maxRetries,
            @Nullable Integer maxImageBytes,
            boolean retryOn429,
            boolean strict,
            @Nullable String path,
            boolean wrongKey) {
        static Client read(CaseMembers members) {
            Client read = new Client(
                    UpscaleClient.Authorization.valueOf(members.text("authorization", "BEARER")),
                    members.integerOrNull("deadline-millis"),
                    members.integerOrNull("max-retries"),
                    members.integerOrNull("max-image-bytes"),
                    members.flag("retry-on-429", true),
                    members.flag("strict", false),
                    members.textOrNull("path"),
                    members.flag("wrong-key", false));
            members.finish();
            return read;
        }
    }

    /**
     * What is asked for.
     *
     * @param pictureBytes the picture is made at least so long
     * @param fromStream whether the picture comes as a stream, which needs a temporary file
     */
    record Call(String prompt, int numImages, String picture, int pictureBytes, boolean fromStream) {
        static Call read(CaseMembers members) {
            Call read = new Call(
                    members.text("prompt", "a beach"),
                    members.integer("num-images", 1),
                    members.text("picture", "png"),
                    members.integer("picture-bytes", 0),
                    members.flag("from-stream", false));
            members.finish();
            return read;
        }
    }

    /**
     * What comes of it.
     *
     * @param outcome {@code result}, or the exception's simple name
     * @param billing what the client says: one, or several where more than one is true
     * @param status of the answer; null where there is to be none
     * @param requests how many requests the provider got the heads of
     * @param received how many of them in full
     * @param billed how many images the provider billed
     * @param links how many images have a link
     * @param violations path and rule, as in {@code $.data[0].seed required}, in their order
     * @param message texts that are in the exception's message
     * @param absent texts that are in nothing that is printed
     * @param waits between attempts, in milliseconds
     * @param truth where the provider lies about the bill, so that nobody could say it: what is true
     */
    record Expected(
            String outcome,
            Set<Billing> billing,
            @Nullable Integer status,
            int requests,
            int received,
            int billed,
            int links,
            List<String> violations,
            List<String> message,
            List<String> absent,
            List<?> waits,
            @Nullable String truth) {
        static Expected read(CaseMembers members, Call call) {
            String outcome = members.text("outcome");
            boolean result = outcome.equals("result");
            int requests = members.integer("requests", 1);
            int billed = members.integer("billed", result ? call.numImages() : 0);
            Expected read = new Expected(
                    outcome,
                    result ? Set.of(Billing.BILLED) : billing(members.textOrTexts("billing")),
                    result ? (Integer) members.integer("status", 200) : members.integerOrNull("status"),
                    requests,
                    members.integer("received", requests),
                    billed,
                    members.integer("links", result ? billed : 0),
                    members.texts("violations"),
                    members.texts("message"),
                    members.texts("absent"),
                    members.list("waits"),
                    members.textOrNull("truth"));
            members.finish();
            return read;
        }

        private static Set<Billing> billing(List<String> names) {
            return names.stream().map(Billing::valueOf).collect(Collectors.toUnmodifiableSet());
        }

        /** Whether the client gives out what was paid for. */
        boolean givesResult() {
            return outcome.equals("result") || outcome.equals(ContractViolationException.class.getSimpleName());
        }
    }

    @Override
    public String toString() {
        return family + ": " + name;
    }
}
