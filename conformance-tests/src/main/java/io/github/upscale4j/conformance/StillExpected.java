package io.github.upscale4j.conformance;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Whether what a recorded probe expects still follows from a contract that may be another than it was made from. */
final class StillExpected {
    private static final String REFUSED = "today's contract does not turn down what was sent";

    private final Contract contract;
    private final Map<String, Probe> today;
    private final Schemas schemas;

    /** @param today all probes that the contract can be asked for, by their ids */
    StillExpected(Contract contract, Map<String, Probe> today) {
        this.contract = contract;
        this.today = today;
        this.schemas = new Schemas(contract);
    }

    /**
     * Why it is not judged; empty if it is.
     *
     * @param asked the probe that is to be answered; of a call that is taken apart, as it would be sent today
     */
    Optional<String> objection(Probe recorded, Probe asked) {
        Expectation expectation = recorded.expectation();
        if (expectation instanceof Expectation.Runs) {
            return wrong(recorded).map(where -> "today's contract does not allow what was sent: " + where);
        }
        if (expectation instanceof Expectation.Tells) {
            return asked.expectation() instanceof Expectation.Tells && sameCall(recorded, asked)
                    ? Optional.empty()
                    : Optional.of("not in the recording as it would be sent today");
        }
        Probe same = today.get(recorded.id());
        if (same == null || !same.expectation().equals(expectation)) {
            return Optional.of(REFUSED);
        }
        return expectation instanceof Expectation.Refuses refuses && !sameValue(recorded, same, refuses.where())
                ? Optional.of(REFUSED + ", but another " + refuses.where())
                : Optional.empty();
    }

    private static boolean sameCall(Probe recorded, Probe asked) {
        return same(recorded.parameters(), asked.parameters())
                && recorded.request().parts().stream()
                        .map(part -> part.name() + ' ' + part.contentType())
                        .toList()
                        .equals(asked.request().parts().stream()
                                .map(part -> part.name() + ' ' + part.contentType())
                                .toList());
    }

    private static boolean same(JsonNode a, JsonNode b) {
        return a.isMissingNode() == b.isMissingNode() && a.equals(Json.SAME_NUMBERS, b);
    }

    /** Whether two probes send the same in the place that they are about. */
    private boolean sameValue(Probe recorded, Probe same, String where) {
        if (where.startsWith("request:")) {
            String pointer = where.substring("request:".length());
            return same(Json.at(recorded.parameters(), pointer), Json.at(same.parameters(), pointer));
        }
        if (where.startsWith(Contract.Part.WHERE)) {
            String name = where.substring(Contract.Part.WHERE.length());
            Optional<Multipart.Part> was = part(recorded, name);
            Optional<Multipart.Part> is = part(same, name);
            return was.isPresent() == is.isPresent() && (was.isEmpty() || sameContent(was.get(), is.get()));
        }
        if (where.equals("request-header:Content-Type")) {
            return Objects.equals(
                    recorded.request().contentType(), same.request().contentType());
        }
        Credential was = recorded.request().credential();
        Credential is = same.request().credential();
        return Objects.equals(was, is);
    }

    private static Optional<Multipart.Part> part(Probe probe, String name) {
        return probe.request().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst();
    }

    /** Pictures differ from run to run: it is their type that matters, and whether they are beyond the limit. */
    private boolean sameContent(Multipart.Part was, Multipart.Part is) {
        if (!Objects.equals(was.contentType(), is.contentType())) {
            return false;
        }
        if (is.fileName() == null) {
            return json(
                            was,
                            contract.parts().stream()
                                    .filter(part -> part.name().equals(was.name()))
                                    .findFirst())
                    .isPresent();
        }
        long most = contract.parts().stream()
                .filter(part -> part.name().equals(was.name()))
                .mapToLong(Contract.Part::maxBytes)
                .findFirst()
                .orElse(0);
        long before = was.digest().length();
        long now = is.digest().length();
        return (before == 0) == (now == 0) && (most > 0 && before > most) == (most > 0 && now > most);
    }

    /** What in a call is not as the contract has it. */
    private Optional<String> wrong(Probe recorded) {
        Request request = recorded.request();
        if (!request.method().equals(contract.method())) {
            return Optional.of("method:" + request.method());
        }
        for (Contract.Part part : contract.parts()) {
            Optional<Multipart.Part> sent = part(recorded, part.name());
            if (sent.isEmpty()) {
                if (part.required()) {
                    return Optional.of("no " + part.where());
                }
                continue;
            }
            boolean tooLarge = part.maxBytes() > 0 && sent.get().digest().length() > part.maxBytes();
            if (tooLarge
                    || !part.mediaTypes().contains(String.valueOf(sent.get().contentType()))) {
                return Optional.of(part.where());
            }
            Optional<String> wrong = json(sent.get(), Optional.of(part));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return request.parts().stream()
                .filter(sent ->
                        contract.parts().stream().noneMatch(part -> part.name().equals(sent.name())))
                .map(sent -> Contract.Part.WHERE + sent.name())
                .findFirst();
    }

    /** What is wrong with the JSON in a part; empty for a file too. */
    private Optional<String> json(Multipart.Part sent, Optional<Contract.Part> part) {
        Optional<String> schema = part.flatMap(Contract.Part::contentSchema);
        if (schema.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.parse(sent.bytes());
            return schemas.violations(schema.get(), json).stream()
                    .map(violation -> "request:" + violation.pointer())
                    .findFirst();
        } catch (Json.Malformed e) {
            return Optional.of(Contract.Part.WHERE + sent.name());
        }
    }
}
