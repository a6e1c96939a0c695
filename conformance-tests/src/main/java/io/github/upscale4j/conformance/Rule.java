package io.github.upscale4j.conformance;

import java.util.Locale;

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
            "What is listed as beyond the mock is so, and each line of the list has something that it is about.");

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
    private final String intent;

    Rule(int number, String id, Source source, String intent) {
        this.number = number;
        this.id = id;
        this.source = source;
        this.intent = intent;
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

    String intent() {
        return intent;
    }
}
