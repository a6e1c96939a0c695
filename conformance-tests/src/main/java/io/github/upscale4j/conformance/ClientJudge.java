package io.github.upscale4j.conformance;

import io.github.upscale4j.provider.Exchange;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Judges calls byte for byte by what the contract says of them. */
final class ClientJudge {
    private static final List<Rule> OF_BODY = List.copyOf(EnumSet.range(Rule.MULTIPART, Rule.PICTURE));
    private static final List<Rule> OF_PARTS = List.copyOf(EnumSet.range(Rule.PARTS, Rule.PICTURE));
    private static final List<Rule> BEHIND_HEAD = List.copyOf(EnumSet.range(Rule.REQUEST_LENGTH, Rule.PICTURE));
    private static final List<Rule> BEHIND_LINE = List.copyOf(EnumSet.range(Rule.ONE_CREDENTIAL, Rule.PICTURE));
    private static final int TOO_LARGE = 413;
    /** A method and a target, or the version of a line that has lost one of them. */
    private static final Pattern LIKE_A_CALL = Pattern.compile("[A-Z]{3,20} +(/|\\*|https?:)|[A-Za-z]{3,20} .*HTTP/");

    private final Contract contract;
    private final CallHead head;
    private final CallCredential credential;
    private final CallParts parts;
    private final boolean innocent;

    /** @param innocent whether a call that does not arrive in full may be the provider's fault, which was told to misbehave */
    ClientJudge(Contract contract, boolean innocent) {
        this.contract = contract;
        this.head = new CallHead(contract);
        this.credential = new CallCredential(contract);
        this.parts = new CallParts(contract);
        this.innocent = innocent;
    }

    /**
     * What one call was found to be.
     *
     * @param body without its chunks; empty if it could not be told
     * @param form its parts; empty if it could not be taken apart
     * @param parameters those that could be read
     */
    record Judged(
            RawRequest request,
            Judgement judgement,
            Optional<byte[]> body,
            Optional<List<FormPart>> form,
            List<CallParts.Read> parameters) {}

    /** Whether these bytes are no call at all, not even one with a mistake in its first line, but what a call before them left. */
    boolean isRest(RawRequest request) {
        String line = request.lines().isEmpty() ? "" : request.lines().get(0).text();
        return !LIKE_A_CALL.matcher(line).lookingAt();
    }

    /**
     * @param exchange what became of it
     * @param ending whether the suite may have cut it, since it is about to end
     */
    Judged judge(String probe, RawRequest request, Exchange exchange, boolean ending) {
        boolean excused = innocent || (ending && !exchange.receivedInFull() && exchange.status() == 0);
        Judgement judgement = new Judgement(probe);
        head.judge(request, judgement);
        Optional<byte[]> body = Optional.empty();
        Optional<List<FormPart>> form = Optional.empty();
        List<CallParts.Read> parameters = List.of();
        if (!request.headEnds()) {
            if (judgement.isClean() && !(ending && excused)) {
                judgement.find(
                        Rule.REQUEST_HEADERS, "request-header:(none)", "an empty line behind the headers", "the end");
            }
            judgement.leaveOpen("the head of the call could not be read to its end", BEHIND_LINE);
            return new Judged(request, judgement, body, form, parameters);
        }
        credential.judge(request, judgement);
        if (!request.method().equals(contract.method())) {
            judgement.leaveOpen("a call with another method has another body", BEHIND_HEAD);
        } else {
            body = body(request, exchange, excused, judgement);
            form = body.flatMap(bytes -> form(request, bytes, judgement));
            if (form.isPresent()) {
                parameters = parts.judge(form.get(), judgement);
                if (parameters.isEmpty()) {
                    judgement.leaveOpen("no parameters could be read", List.of(Rule.REQUEST_SCHEMA));
                }
            }
        }
        distrust(exchange, excused, judgement);
        return new Judged(request, judgement, body, form, parameters);
    }

    private Optional<byte[]> body(RawRequest request, Exchange exchange, boolean excused, Judgement judgement) {
        boolean unread = !exchange.receivedInFull() && exchange.status() != 0;
        boolean cut = !exchange.receivedInFull() && excused;
        Optional<byte[]> body = CallLength.judge(request, !unread && !cut, judgement);
        if (body.isEmpty()) {
            String place = exchange.refusal();
            if (unread && exchange.status() == TOO_LARGE && place != null) {
                contract.parts().stream()
                        .filter(part -> part.where().equals(place))
                        .forEach(part -> judgement.find(
                                Rule.PICTURE,
                                place,
                                "at most " + part.maxBytes() + " bytes",
                                "a body of "
                                        + request.value("Content-Length").orElse("more than " + request.rest().length)
                                        + " bytes"));
            }
            judgement.leaveOpen(
                    unread ? "the body was not read" : "the body did not arrive in a form that can be read",
                    unread || cut ? BEHIND_HEAD : OF_BODY);
        }
        return body;
    }

    private Optional<List<FormPart>> form(RawRequest request, byte[] body, Judgement judgement) {
        if (request.values("Content-Encoding").stream().anyMatch(coding -> !coding.equalsIgnoreCase("identity"))) {
            judgement.leaveOpen("the body is in a content coding", OF_BODY);
            return Optional.empty();
        }
        String boundary = head.boundary(request, judgement);
        if (boundary.isEmpty()) {
            judgement.leaveOpen("Content-Type does not say how to take the body apart", OF_BODY);
            return Optional.empty();
        }
        Optional<List<FormPart>> form = FormReader.read(body, boundary, judgement);
        if (form.isEmpty()) {
            judgement.leaveOpen("the form could not be taken apart", OF_PARTS);
        }
        return form;
    }

    /** A call that the provider turned down is never a good one: whoever is right, somebody has to look. */
    private void distrust(Exchange exchange, boolean excused, Judgement judgement) {
        String place = exchange.refusal();
        if (place == null || !judgement.isClean() || (!judgement.isWhole() && excused)) {
            return;
        }
        boolean isJson = contract.parts().stream()
                .anyMatch(part -> part.contentSchema().isPresent() && place.equals(part.where()));
        Rule rule = isJson
                ? Rule.PART_JSON
                : place.startsWith(Contract.Part.WHERE)
                        ? Rule.PICTURE
                        : place.startsWith("request:")
                                ? Rule.REQUEST_SCHEMA
                                : place.equals("body") ? Rule.MULTIPART : Rule.REQUEST_HEADERS;
        boolean named = place.matches("(part|request-header|request):.+|body|path|request-line");
        judgement.find(
                rule,
                named ? place : "body",
                "a call that the provider takes",
                "one that it turned down with " + exchange.status());
    }
}
