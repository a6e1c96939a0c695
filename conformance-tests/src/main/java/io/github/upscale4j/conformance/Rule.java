package io.github.upscale4j.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A rule of the suite. {@code RULES.md} has them all, by their numbers, which stay what they are. */
enum Rule {
    CONTRACT_PROMISES_STRICTEST(
            1,
            "contract-promises-strictest",
            Source.INFERRED,
            "What the strictest published document requires, or does not let be null, the contract requires too."),
    CONTRACT_EXAMPLE(
            2,
            "contract-example",
            Source.STATED,
            "Each named example of the contract keeps the schema that it stands under."),
    WHOLE_ANSWER(
            3,
            "whole-answer",
            Source.STATED,
            "An answer arrives to its end, in HTTP framing and content coding that can be read."),
    STATUS(4, "status", Source.STATED, "The status is one that the contract gives for this kind of call."),
    CONTENT_LENGTH(5, "content-length", Source.STATED, "As many bytes of body arrive as Content-Length declares."),
    CONTENT_TYPE(6, "content-type", Source.STATED, "The media type is one that the contract has for this status."),
    JSON(
            7,
            "json",
            Source.STATED,
            "The body is strict JSON: UTF-8, no byte order mark, nothing twice, nothing behind it."),
    SCHEMA(8, "schema", Source.STATED, "The body keeps its schema: required properties, types, ranges, enumerations."),
    NULLABILITY(9, "nullability", Source.STATED, "Null stands only where the contract allows it."),
    FORMAT(10, "format", Source.STATED, "Dates, links and patterned texts are of their format."),
    CONDITION(
            11, "condition", Source.STATED, "What the contract demands of one field because of another's value holds."),
    IMAGE_COUNT(12, "image-count", Source.STATED, "As many images come back as were asked for."),
    DISTINCT_LINKS(
            13,
            "distinct-links",
            Source.INFERRED,
            "Different images of one answer have different links; one link twice is one image paid for twice."),
    SENT_VALUE(
            14,
            "sent-value",
            Source.INFERRED,
            "The seed that was sent comes back on the first image, since without it no result can be repeated."),
    KEY_ECHO(15, "key-echo", Source.INFERRED, "The key that was sent stands nowhere in the answer."),
    EXAMPLE(16, "example", Source.EXAMPLE, "The mock gives the named example that it was asked for."),
    REFUSAL_REASON(17, "refusal-reason", Source.STATED, "The mock turns a call down for what is wrong with it."),
    MOCK_LIMITS(
            18,
            "mock-limits",
            Source.STATED,
            "What is listed as beyond the mock is so, and each line of the list has something that it is about."),
    KNOWN_DEVIATION(
            19,
            "known-deviation",
            Source.STATED,
            "Each line of --known is about a deviation that is still there and has not expired."),
    REQUEST_LINE(
            20,
            "request-line",
            Source.STATED,
            Side.CLIENT,
            "A call begins with the contract's method and path, and HTTP/1.1."),
    ONE_CREDENTIAL(
            21,
            "one-credential",
            Source.STATED,
            Side.CLIENT,
            "A call has one credential, once, in the form that the contract gives it."),
    REQUEST_HEADERS(
            22,
            "request-headers",
            Source.STATED,
            Side.CLIENT,
            "The header lines are those of HTTP/1.1, say what the body is, and let the answer be what it will be."),
    REQUEST_LENGTH(
            23,
            "request-length",
            Source.STATED,
            Side.CLIENT,
            "The head says in one way how long the body is, and so much arrives and no more."),
    MULTIPART(
            24,
            "multipart",
            Source.STATED,
            Side.CLIENT,
            "The body is a form that can be taken apart byte for byte, without headers that a form does not have."),
    PARTS(
            25,
            "parts",
            Source.STATED,
            Side.CLIENT,
            "Each part that the contract requires comes once, and no other does."),
    PART_TYPE(
            26,
            "part-type",
            Source.STATED,
            Side.CLIENT,
            "A file says that it is of a media type that the contract has for it, and no part says that it is of another."),
    PART_JSON(
            27,
            "part-json",
            Source.STATED,
            Side.CLIENT,
            "What should be JSON in a part is strict JSON: an object in UTF-8, no byte order mark, nothing twice."),
    REQUEST_SCHEMA(
            28,
            "request-schema",
            Source.STATED,
            Side.CLIENT,
            "The parameters keep their schema: names, types, ranges, enumerations, no null."),
    PICTURE(
            29,
            "picture",
            Source.STATED,
            Side.CLIENT,
            "The picture is of a kind that the contract takes and the part says, not empty, and not too large.");

    /** Who is judged. */
    enum Side {
        /** Whoever answers; the contract and the mock among them. */
        PROVIDER,
        /** Whoever calls. */
        CLIENT
    }

    /** Where a rule comes from. */
    enum Source {
        /** By the contract, or by the standards of HTTP and JSON. */
        STATED,
        /** By an example of a document. */
        EXAMPLE,
        /** By nobody in so many words. */
        INFERRED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final int number;
    private final String id;
    private final Source source;
    private final Side side;
    private final String intent;

    Rule(int number, String id, Source source, String intent) {
        this(number, id, source, Side.PROVIDER, intent);
    }

    Rule(int number, String id, Source source, Side side, String intent) {
        this.number = number;
        this.id = id;
        this.source = source;
        this.side = side;
        this.intent = intent;
    }

    static Optional<Rule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst();
    }

    /** The rules by which a client is judged, in their order. */
    static List<Rule> ofClients() {
        return Arrays.stream(values()).filter(rule -> rule.side == Side.CLIENT).toList();
    }

    int number() {
        return number;
    }

    String id() {
        return id;
    }

    Source source() {
        return source;
    }

    Side side() {
        return side;
    }

    String intent() {
        return intent;
    }
}
