package io.github.upscale4j.conformance;

/** A rule of the suite. What it means to keep it is in {@link Judge} and {@link ContractChecks}. */
enum Rule {
    CONTRACT_PROMISES_STRICTEST(
            "contract-promises-strictest",
            Source.INFERRED,
            "What the strictest published document requires, or does not let be null, the contract requires too."),
    CONTRACT_EXAMPLE(
            "contract-example",
            Source.STATED,
            "Each named example of the contract keeps the schema that it stands under."),
    WHOLE_ANSWER(
            "whole-answer",
            Source.STATED,
            "An answer arrives to its end, in HTTP framing and content coding that can be read."),
    STATUS("status", Source.STATED, "The status is one that the contract gives for this kind of call."),
    CONTENT_LENGTH("content-length", Source.STATED, "As many bytes of body arrive as Content-Length declares."),
    CONTENT_TYPE("content-type", Source.STATED, "The media type is one that the contract has for this status."),
    JSON(
            "json",
            Source.STATED,
            "The body is strict JSON: UTF-8, no byte order mark, nothing twice, nothing behind it."),
    SCHEMA("schema", Source.STATED, "The body keeps its schema: required properties, types, ranges, enumerations."),
    NULLABILITY("nullability", Source.STATED, "Null stands only where the contract allows it."),
    FORMAT("format", Source.STATED, "Dates, links and patterned texts are of their format."),
    CONDITION("condition", Source.STATED, "What the contract demands of one field because of another's value holds."),
    IMAGE_COUNT("image-count", Source.STATED, "As many images come back as were asked for."),
    EXAMPLE("example", Source.EXAMPLE, "The mock gives the named example that it was asked for."),
    REFUSAL_REASON("refusal-reason", Source.STATED, "The mock turns a call down for what is wrong with it.");

    /** Where a rule comes from. */
    enum Source {
        STATED,
        EXAMPLE,
        INFERRED
    }

    private final String id;
    private final Source source;
    private final String intent;

    Rule(String id, Source source, String intent) {
        this.id = id;
        this.source = source;
        this.intent = intent;
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
