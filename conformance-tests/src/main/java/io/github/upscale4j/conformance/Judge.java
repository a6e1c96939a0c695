package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Applies every rule that fits a probe to what it brought. */
final class Judge {
    private static final String CONTENT_TYPE = "response-header:Content-Type";
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]*)");
    private static final String CONTENT_LENGTH = "response-header:Content-Length";

    private final Contract contract;
    private final Schemas schemas;

    Judge(Contract contract) {
        this.contract = contract;
        this.schemas = new Schemas(contract);
    }

    /** The rules that a probe's answer is judged by, in the order of reports. */
    static List<Rule> rules(Probe probe, boolean mock) {
        List<Rule> rules = new ArrayList<>(List.of(
                Rule.WHOLE_ANSWER,
                Rule.STATUS,
                Rule.CONTENT_LENGTH,
                Rule.CONTENT_TYPE,
                Rule.JSON,
                Rule.SCHEMA,
                Rule.NULLABILITY,
                Rule.FORMAT,
                Rule.CONDITION));
        if (probe.expectation() instanceof Expectation.Runs runs && runs.images() > 0) {
            rules.add(Rule.IMAGE_COUNT);
        }
        if (probe.expectation() instanceof Expectation.Gives) {
            rules.add(Rule.EXAMPLE);
        }
        if (mock && probe.expectation() instanceof Expectation.Refuses) {
            rules.add(Rule.REFUSAL_REASON);
        }
        return rules;
    }

    Evidence evidence(Probe probe, Answer answer) {
        return Evidence.of(contract, schemas, probe, answer);
    }

    List<Check> judge(Evidence evidence, boolean mock) {
        return rules(evidence.probe(), mock).stream()
                .map(rule -> judge(rule, evidence))
                .toList();
    }

    private Check judge(Rule rule, Evidence evidence) {
        return switch (rule) {
            case WHOLE_ANSWER -> wholeAnswer(evidence);
            case STATUS -> status(evidence);
            case CONTENT_LENGTH -> contentLength(evidence);
            case CONTENT_TYPE -> documented(rule, evidence, () -> contentType(evidence));
            case JSON -> documented(rule, evidence, () -> json(evidence));
            case SCHEMA -> schema(rule, evidence, violation -> ruleOf(violation) == Rule.SCHEMA);
            case NULLABILITY -> schema(rule, evidence, violation -> ruleOf(violation) == Rule.NULLABILITY);
            case FORMAT -> schema(rule, evidence, violation -> ruleOf(violation) == Rule.FORMAT);
            case CONDITION -> schema(rule, evidence, violation -> ruleOf(violation) == Rule.CONDITION);
            case IMAGE_COUNT -> imageCount(evidence);
            case EXAMPLE -> example(evidence);
            case REFUSAL_REASON -> refusalReason(evidence);
            case CONTRACT_PROMISES_STRICTEST, CONTRACT_EXAMPLE ->
                throw new IllegalArgumentException(rule.id() + " judges no answer");
        };
    }

    private static Rule ruleOf(Violation violation) {
        if (violation.conditional()) {
            return Rule.CONDITION;
        }
        return switch (violation.keyword()) {
            case "type" -> violation.isNull() ? Rule.NULLABILITY : Rule.SCHEMA;
            case "format", "pattern" -> Rule.FORMAT;
            default -> Rule.SCHEMA;
        };
    }

    private static Check wholeAnswer(Evidence evidence) {
        Answer answer = evidence.answer();
        if (answer.ending() == Ending.UNREACHABLE) {
            return notChecked(Rule.WHOLE_ANSWER, evidence, answer.words());
        }
        if (shorterThanDeclared(answer)) {
            return notChecked(Rule.WHOLE_ANSWER, evidence, "it is shorter than declared: see content-length");
        }
        List<String> faults = new ArrayList<>(answer.faults());
        if (answer.ending() != Ending.COMPLETE) {
            faults.add(
                    0,
                    answer.ending().words() + " after " + answer.raw().length + " bytes"
                            + (answer.detail().isEmpty() ? "" : " (" + answer.detail() + ")"));
        }
        String where = answer.status() == 0 ? "status" : "body";
        return faults.isEmpty()
                ? Check.of(evidence.probe().id(), Rule.WHOLE_ANSWER, List.of())
                : failed(Rule.WHOLE_ANSWER, evidence, where, "an answer that arrives whole", String.join("; ", faults));
    }

    private static boolean shorterThanDeclared(Answer answer) {
        return answer.ending() == Ending.CUT && answer.declaredLength() > answer.receivedLength();
    }

    private Check status(Evidence evidence) {
        Answer answer = evidence.answer();
        List<String> expected = evidence.probe().expectation().statuses(contract);
        String found = String.valueOf(answer.status());
        if (answer.status() == 0) {
            return notChecked(Rule.STATUS, evidence, answer.words());
        }
        if (expected.contains(found)) {
            return Check.of(evidence.probe().id(), Rule.STATUS, List.of());
        }
        if (!(evidence.probe().expectation() instanceof Expectation.Gives) && saysNothingOfTheInput(evidence)) {
            return notChecked(Rule.STATUS, evidence, "answered " + found + ", which says nothing of what was probed");
        }
        String said =
                answer.header(PrismViolations.HEADER).map(words -> ": " + words).orElse("");
        return failed(Rule.STATUS, evidence, "status", String.join(" or ", expected), found + said);
    }

    /** A closed door, an empty purse, a crowd or an accident: the call was never looked at. */
    private static boolean saysNothingOfTheInput(Evidence evidence) {
        int status = evidence.answer().status();
        return status == 404
                || status >= 500
                || evidence.documented()
                        .flatMap(Contract.Response::refuses)
                        .filter(refusal -> refusal != Contract.Refusal.INPUT)
                        .isPresent();
    }

    private static Check contentLength(Evidence evidence) {
        Answer answer = evidence.answer();
        if (!evidence.arrived() && !shorterThanDeclared(answer)) {
            return notChecked(Rule.CONTENT_LENGTH, evidence, notWhole(answer));
        }
        if (answer.declaredLength() < 0 || answer.declaredLength() == answer.receivedLength()) {
            return Check.of(evidence.probe().id(), Rule.CONTENT_LENGTH, List.of());
        }
        return failed(
                Rule.CONTENT_LENGTH,
                evidence,
                CONTENT_LENGTH,
                answer.declaredLength() + " bytes, as declared",
                answer.receivedLength() + " bytes");
    }

    private static List<Finding> contentType(Evidence evidence) {
        Contract.Response documented = evidence.documented().orElseThrow();
        List<String> expected =
                documented.contents().stream().map(Contract.Content::mediaType).toList();
        List<String> lines = evidence.answer().values("Content-Type");
        String header = lines.isEmpty() ? "no such header" : String.join(" and ", lines);
        Matcher charset = CHARSET.matcher(header);
        boolean utf8 = !charset.find() || charset.group(1).equalsIgnoreCase("utf-8");
        if (lines.size() == 1 && expected.contains(evidence.answer().mediaType()) && utf8) {
            return List.of();
        }
        return List.of(new Finding(
                Rule.CONTENT_TYPE,
                CONTENT_TYPE,
                (lines.size() > 1 ? "one line: " : "") + String.join(" or ", expected) + (utf8 ? "" : " in UTF-8"),
                header,
                evidence.probe().id()));
    }

    private static List<Finding> json(Evidence evidence) {
        return evidence.json().isPresent()
                ? List.of()
                : List.of(new Finding(
                        Rule.JSON,
                        "body",
                        "JSON",
                        evidence.malformed(),
                        evidence.probe().id()));
    }

    private static Check schema(Rule rule, Evidence evidence, Predicate<Violation> belongs) {
        if (evidence.arrived() && evidence.json().isEmpty()) {
            return notChecked(rule, evidence, "the body is not JSON");
        }
        return documented(rule, evidence, () -> evidence.violations().stream()
                .filter(belongs)
                .map(violation -> new Finding(
                        rule,
                        violation.pointer().isEmpty() ? "body" : violation.pointer(),
                        violation.expected(),
                        violation.found(),
                        evidence.probe().id()))
                .toList());
    }

    private Check imageCount(Evidence evidence) {
        Optional<String> array = contract.counter().map(Contract.Counter::array);
        JsonNode images =
                evidence.json().map(json -> Json.at(json, array.orElse(""))).orElse(null);
        if (!evidence.ran() || images == null || !images.isArray()) {
            return notChecked(Rule.IMAGE_COUNT, evidence, "no images came back");
        }
        int asked = ((Expectation.Runs) evidence.probe().expectation()).images();
        return images.size() == asked
                ? Check.of(evidence.probe().id(), Rule.IMAGE_COUNT, List.of())
                : failed(
                        Rule.IMAGE_COUNT,
                        evidence,
                        array.orElse("body"),
                        asked + (asked == 1 ? " image" : " images"),
                        String.valueOf(images.size()));
    }

    private static Check example(Evidence evidence) {
        Contract.Example example = ((Expectation.Gives) evidence.probe().expectation()).example();
        if (evidence.json().isEmpty()) {
            return notChecked(Rule.EXAMPLE, evidence, "the body is not JSON");
        }
        boolean same = evidence.json().get().equals(SAME_NUMBERS, example.value());
        return same
                ? Check.of(evidence.probe().id(), Rule.EXAMPLE, List.of())
                : failed(
                        Rule.EXAMPLE,
                        evidence,
                        "body",
                        "the example " + example.name() + " of " + example.status(),
                        evidence.json().get().toString());
    }

    private Check refusalReason(Evidence evidence) {
        String expected = ((Expectation.Refuses) evidence.probe().expectation()).where();
        List<String> found = PrismViolations.places(contract, evidence.answer());
        return found.equals(List.of(expected))
                ? Check.of(evidence.probe().id(), Rule.REFUSAL_REASON, List.of())
                : failed(
                        Rule.REFUSAL_REASON,
                        evidence,
                        expected,
                        "to be turned down for " + expected,
                        found.isEmpty() ? "no reason" : String.join(", ", found));
    }

    private static final Comparator<JsonNode> SAME_NUMBERS = (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    };

    private static Check documented(Rule rule, Evidence evidence, Supplier<List<Finding>> findings) {
        if (!evidence.arrived()) {
            return notChecked(rule, evidence, notWhole(evidence.answer()));
        }
        if (evidence.documented().isEmpty()) {
            return notChecked(
                    rule,
                    evidence,
                    "the contract says nothing of status " + evidence.answer().status());
        }
        return Check.of(evidence.probe().id(), rule, findings.get());
    }

    private static String notWhole(Answer answer) {
        return answer.status() == 0 ? answer.words() : "the answer did not arrive whole";
    }

    private static Check notChecked(Rule rule, Evidence evidence, String reason) {
        return Check.notChecked(evidence.probe().id(), rule, reason);
    }

    private static Check failed(Rule rule, Evidence evidence, String where, String expected, String found) {
        return Check.of(
                evidence.probe().id(),
                rule,
                List.of(new Finding(
                        rule, where, expected, found, evidence.probe().id())));
    }
}
