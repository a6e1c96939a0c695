package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Judges the parts of a call and what is in them. */
final class CallParts {
    private final Contract contract;
    private final Schemas schemas;

    CallParts(Contract contract) {
        this.contract = contract;
        this.schemas = new Schemas(contract);
    }

    /** The parameters that could be read, for each part that holds JSON. */
    List<Read> judge(List<FormPart> form, Judgement judgement) {
        Set<String> names = new TreeSet<>();
        contract.parts().forEach(part -> names.add(part.name()));
        for (FormPart sent : form) {
            if (!names.contains(sent.name())) {
                judgement.find(Rule.PARTS, sent.where(), "no other parts than " + String.join(", ", names), "one");
            }
        }
        List<Read> read = new ArrayList<>();
        for (Contract.Part part : contract.parts()) {
            List<FormPart> sent =
                    form.stream().filter(one -> one.name().equals(part.name())).toList();
            if (sent.isEmpty() ? part.required() : sent.size() > 1) {
                judgement.find(Rule.PARTS, part.where(), "it once", sent.isEmpty() ? "none" : sent.size() + " of them");
            }
            sent.stream().findFirst().ifPresent(one -> {
                type(part, one, judgement);
                if (part.contentSchema().isPresent()) {
                    json(part, one, judgement).ifPresent(json -> read.add(new Read(part, json)));
                } else {
                    file(part, one, judgement);
                }
            });
        }
        return read;
    }

    /** The parameters in a part, as they were sent. */
    record Read(Contract.Part part, JsonNode json) {}

    private static void type(Contract.Part part, FormPart sent, Judgement judgement) {
        String expected = String.join(" or ", part.mediaTypes());
        if (sent.contentType().isEmpty()) {
            // The parameters are a string, as which they need not say what they are; a file does.
            if (part.contentSchema().isEmpty()) {
                judgement.find(Rule.PART_TYPE, part.where(), expected, "no Content-Type, which means text/plain");
            }
            return;
        }
        HeaderValue value = HeaderValue.read(sent.contentType().get());
        Optional<String> charset = value.parameter("charset").map(HeaderValue.Parameter::value);
        if (!part.mediaTypes().contains(value.word())) {
            judgement.find(Rule.PART_TYPE, part.where(), expected, value.word().isEmpty() ? "nothing" : value.word());
        } else if (value.fault().isPresent()) {
            judgement.find(Rule.PART_TYPE, part.where(), expected, value.fault().get());
        } else if (part.contentSchema().isPresent()
                && charset.isPresent()
                && !charset.get().equalsIgnoreCase("UTF-8")) {
            judgement.find(Rule.PART_TYPE, part.where(), "no charset but UTF-8", charset.get());
        }
    }

    private Optional<JsonNode> json(Contract.Part part, FormPart sent, Judgement judgement) {
        JsonNode json;
        try {
            json = Json.parse(sent.bytes());
        } catch (Json.Malformed e) {
            judgement.find(Rule.PART_JSON, part.where(), "a JSON object", NotJson.describe(sent.bytes(), e));
            return Optional.empty();
        }
        if (!json.isObject()) {
            String found = NotJson.isJsonInText(json)
                    ? "a JSON text that holds JSON: written twice"
                    : json.isValueNode() && !json.isNull() ? Kind.of(json).text() : Violation.describe(json);
            judgement.find(Rule.PART_JSON, part.where(), "a JSON object", found);
            return Optional.empty();
        }
        List<Parameter> parameters = contract.parameters(part);
        Set<String> names = new TreeSet<>();
        parameters.forEach(parameter -> names.add(parameter.name()));
        for (String name : json.propertyNames()) {
            if (!names.contains(name)) {
                String where = "request:" + Json.append("", name);
                // Its value is nobody's business: it may be a key.
                judgement.find(Rule.REQUEST_SCHEMA, where, "one of " + String.join(", ", names), "another name");
            }
        }
        String schema = part.contentSchema().orElseThrow();
        for (Violation violation : schemas.violations(contract.resolve(schema), json)) {
            judgement.find(
                    Rule.REQUEST_SCHEMA,
                    "request:" + (violation.pointer().isEmpty() ? "/" : violation.pointer()),
                    violation.expected(),
                    violation.found());
        }
        return Optional.of(json);
    }

    private static void file(Contract.Part part, FormPart sent, Judgement judgement) {
        if (sent.fileName().isEmpty() || sent.fileName().get().isEmpty()) {
            judgement.find(
                    Rule.MULTIPART,
                    part.where(),
                    "a file name (RFC 7578, 4.2), without which many servers take a file for a text",
                    sent.fileName().isEmpty() ? "no file name" : "an empty one");
        }
        int length = sent.bytes().length;
        Optional<String> kind = PictureKind.of(sent.bytes());
        String expected = String.join(" or ", part.mediaTypes());
        if (length == 0) {
            judgement.find(Rule.PICTURE, part.where(), "a file of " + expected, "nothing");
        } else if (kind.isEmpty() || !part.mediaTypes().contains(kind.get())) {
            judgement.find(Rule.PICTURE, part.where(), "bytes of " + expected, kind.orElse("bytes of none of them"));
        } else if (part.mediaTypes().contains(sent.mediaType()) && !kind.get().equals(sent.mediaType())) {
            judgement.find(
                    Rule.PICTURE, part.where(), "bytes of " + sent.mediaType() + ", as the part says", kind.get());
        }
        if (part.maxBytes() > 0 && length > part.maxBytes()) {
            judgement.find(Rule.PICTURE, part.where(), "at most " + part.maxBytes() + " bytes", length + " bytes");
        }
    }
}
