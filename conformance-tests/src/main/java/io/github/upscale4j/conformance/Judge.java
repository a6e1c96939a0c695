package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applies every rule that fits a probe to what it brought. */
final class Judge {
    private static final String CONTENT_TYPE = "response-header:Content-Type";
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]*)");
    private static final String CONTENT_LENGTH = "response-header:Content-Length";

    /** For answers of which the contract says what they hold. */
    private static final List<Rule> CONTENT =
            List.of(Rule.CONTENT_TYPE, Rule.JSON, Rule.SCHEMA, Rule.NULLABILITY, Rule.FORMAT, Rule.CONDITION);

    private final Contract contract;
    private final ItemRules itemRules;
    private final Schemas schemas;

    Judge(Contract contract) {
        this.contract = contract;
        this.itemRules = new ItemRules(contract);
        this.schemas = new Schemas(contract);
    }

    /** The rules that a probe's answer is judged by, in the order of reports. */
    List<Rule> rules(Probe probe, boolean mock) {
        List<Rule> rules = new ArrayList<>(List.of(Rule.WHOLE_ANSWER, Rule.STATUS, Rule.CONTENT_LENGTH));
        if (!(probe.expectation() instanceof Expectation.NotAllowed)) {
            rules.addAll(CONTENT);
        }
        if (probe.expectation() instanceof Expectation.Runs) {
            rules.addAll(itemRules.rules(probe));
        }
        if (!mock && probe.request().credential() != null) {
            rules.add(Rule.KEY_ECHO);
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

    /** With every finding, however many there are. */
    List<Check> judge(Evidence evidence, boolean mock) {
        Set<Rule> rules = new LinkedHashSet<>(rules(evidence.probe(), mock));
        if (!mock && evidence.ran()) {
            // Whatever was expected, images came and were paid for.
            rules.addAll(CONTENT);
            rules.addAll(itemRules.rules(evidence.probe()));
        }
        return rules.stream().sorted().map(rule -> judge(rule, evidence)).toList();
    }

    private Check judge(Rule rule, Evidence evidence) {
        return switch (rule) {
            case WHOLE_ANSWER -> wholeAnswer(evidence);
            case STATUS -> StatusRule.judge(contract, evidence);
            case CONTENT_LENGTH -> contentLength(evidence);
            case CONTENT_TYPE -> documented(rule, evidence, () -> contentType(evidence));
            case JSON -> json(evidence);
            case SCHEMA -> schema(rule, evidence, violation -> ruleOf(violation) == Rule.SCHEMA);
            case NULLABILITY -> schema(rule, evidence, violation -> ruleOf(violation) == Rule.NULLABILITY);
            case FORMAT -> schema(rule, evidence, violation -> ruleOf(violation) == Rule.FORMAT);
            case CONDITION -> schema(rule, evidence, violation -> ruleOf(violation) == Rule.CONDITION);
            case IMAGE_COUNT, DISTINCT_LINKS, SENT_VALUE -> itemRules.judge(rule, evidence);
            case KEY_ECHO -> keyEcho(evidence);
            case EXAMPLE -> example(evidence);
            case REFUSAL_REASON -> refusalReason(evidence);
            case CONTRACT_PROMISES_STRICTEST, CONTRACT_EXAMPLE, MOCK_LIMITS, KNOWN_DEVIATION ->
                throw new IllegalArgumentException(rule.id() + " judges no answer");
            case REQUEST_LINE,
                    ONE_CREDENTIAL,
                    REQUEST_HEADERS,
                    REQUEST_LENGTH,
                    MULTIPART,
                    PARTS,
                    PART_TYPE,
                    PART_JSON,
                    REQUEST_SCHEMA,
                    PICTURE -> throw new IllegalArgumentException(rule.id() + " judges clients");
        };
    }

    private static Rule ruleOf(Violation violation) {
        return switch (violation.keyword()) {
            // An empty text where a condition asks for one of some form is none at all.
            case "format", "pattern" ->
                violation.conditional() && violation.isEmptyText() ? Rule.CONDITION : Rule.FORMAT;
            case "type" ->
                violation.conditional() ? Rule.CONDITION : violation.isNull() ? Rule.NULLABILITY : Rule.SCHEMA;
            default -> violation.conditional() ? Rule.CONDITION : Rule.SCHEMA;
        };
    }

    private static Check wholeAnswer(Evidence evidence) {
        Answer answer = evidence.answer();
        if (answer.ending() == Ending.UNREACHABLE || answer.ending() == Ending.UNSENT) {
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

    private static Check json(Evidence evidence) {
        String type = evidence.answer().mediaType();
        if (evidence.json().isEmpty() && !type.isEmpty() && !type.contains("json")) {
            return notChecked(Rule.JSON, evidence, "the answer does not claim to be JSON");
        }
        return documented(
                Rule.JSON,
                evidence,
                () -> evidence.json().isPresent()
                        ? List.of()
                        : List.of(finding(Rule.JSON, evidence, "body", "JSON", evidence.malformed())));
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

    private static Check keyEcho(Evidence evidence) {
        Credential credential = evidence.probe().request().credential();
        if (credential == null || credential.key().isEmpty()) {
            return Check.of(evidence.probe().id(), Rule.KEY_ECHO, List.of());
        }
        List<Finding> findings = new ArrayList<>();
        for (String where : new KeyEcho(credential.key()).places(evidence)) {
            findings.add(finding(Rule.KEY_ECHO, evidence, where, "no key", "the key that was sent"));
        }
        return Check.of(evidence.probe().id(), Rule.KEY_ECHO, findings);
    }

    private static Check example(Evidence evidence) {
        Contract.Example example = ((Expectation.Gives) evidence.probe().expectation()).example();
        if (evidence.json().isEmpty()) {
            return notChecked(Rule.EXAMPLE, evidence, "the body is not JSON");
        }
        boolean same = evidence.json().get().equals(Json.SAME_NUMBERS, example.value());
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
        return Check.of(evidence.probe().id(), rule, List.of(finding(rule, evidence, where, expected, found)));
    }

    private static Finding finding(Rule rule, Evidence evidence, String where, String expected, String found) {
        return new Finding(rule, where, expected, found, evidence.probe().id());
    }
}
