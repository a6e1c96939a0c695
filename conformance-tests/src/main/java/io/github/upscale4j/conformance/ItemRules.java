package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The rules that prose states of the items of an answer: how many, with different links, with what was sent. */
final class ItemRules {
    private final Contract contract;
    private final Optional<Items> items;

    ItemRules(Contract contract) {
        this.contract = contract;
        this.items = Items.of(contract);
    }

    /** What holds for the images that such parameters bring. */
    List<Rule> rules(Probe probe) {
        List<Rule> rules = new ArrayList<>();
        if (items.isPresent()) {
            Optional<Integer> asked = items.get().asked(probe.parameters());
            if (asked.isPresent()) {
                rules.add(Rule.IMAGE_COUNT);
            }
            if (!items.get().distinct().isEmpty() && asked.orElse(0) > 1) {
                rules.add(Rule.DISTINCT_LINKS);
            }
            if (items.get().returned().keySet().stream()
                    .anyMatch(name -> sent(probe, name).isPresent())) {
                rules.add(Rule.SENT_VALUE);
            }
        }
        return rules;
    }

    /** A parameter's value, if it is one that the contract allows. */
    private Optional<JsonNode> sent(Probe probe, String name) {
        JsonNode value = probe.parameters().path(name);
        return contract.parameters().stream()
                .filter(parameter -> parameter.name().equals(name) && !value.isMissingNode())
                .filter(parameter -> parameter.takes(value))
                .map(parameter -> value)
                .findFirst();
    }

    Check judge(Rule rule, Evidence evidence) {
        return switch (rule) {
            case IMAGE_COUNT -> items(rule, evidence, this::otherCount);
            case DISTINCT_LINKS -> distinctLinks(evidence);
            case SENT_VALUE -> items(rule, evidence, this::otherValue);
            default -> throw new IllegalArgumentException(rule.id() + " is not about items");
        };
    }

    private JsonNode found(Evidence evidence) {
        return evidence.json().flatMap(json -> items.map(one -> one.in(json))).orElse(MissingNode.getInstance());
    }

    /** The findings in the items of an answer that has some. */
    private Check items(Rule rule, Evidence evidence, BiFunction<Evidence, JsonNode, List<Finding>> findings) {
        JsonNode found = found(evidence);
        if (!evidence.ran() || found.isMissingNode()) {
            return Check.notChecked(evidence.probe().id(), rule, "no images came back");
        }
        return Check.of(evidence.probe().id(), rule, findings.apply(evidence, found));
    }

    private List<Finding> otherCount(Evidence evidence, JsonNode found) {
        int asked =
                items.flatMap(one -> one.asked(evidence.probe().parameters())).orElseThrow();
        return found.size() == asked
                ? List.of()
                : List.of(finding(
                        Rule.IMAGE_COUNT,
                        evidence,
                        items.orElseThrow().array(),
                        asked + (asked == 1 ? " image" : " images"),
                        String.valueOf(found.size())));
    }

    private Check distinctLinks(Evidence evidence) {
        return found(evidence).size() == 1
                ? Check.notChecked(evidence.probe().id(), Rule.DISTINCT_LINKS, "one image came back")
                : items(Rule.DISTINCT_LINKS, evidence, this::sameLinks);
    }

    private List<Finding> sameLinks(Evidence evidence, JsonNode found) {
        List<Finding> findings = new ArrayList<>();
        for (String name : items.orElseThrow().distinct()) {
            Map<String, String> seen = new HashMap<>();
            for (int i = 0; i < found.size(); i++) {
                String where = items.orElseThrow().array() + "/" + i + Json.append("", name);
                String link = found.path(i).path(name).asString("");
                String first = link.isEmpty() ? null : seen.putIfAbsent(link, where);
                if (first != null) {
                    findings.add(finding(
                            Rule.DISTINCT_LINKS, evidence, where, "another value than " + first, "the same, " + link));
                }
            }
        }
        return findings;
    }

    private List<Finding> otherValue(Evidence evidence, JsonNode found) {
        List<Finding> findings = new ArrayList<>();
        items.orElseThrow().returned().forEach((parameter, field) -> {
            String where = items.orElseThrow().array() + "/0" + Json.append("", field);
            JsonNode came = found.path(0).path(field);
            // What is absent, or breaks its schema anyway, is not said twice.
            boolean valid = !came.isMissingNode()
                    && evidence.violations().stream()
                            .noneMatch(violation -> violation.pointer().equals(where));
            sent(evidence.probe(), parameter)
                    .filter(value -> valid && Json.SAME_NUMBERS.compare(value, came) != 0)
                    .ifPresent(value -> findings.add(finding(
                            Rule.SENT_VALUE,
                            evidence,
                            where,
                            value + ", as sent in request:" + Json.append("", parameter),
                            Violation.describe(came))));
        });
        return findings;
    }

    private static Finding finding(Rule rule, Evidence evidence, String where, String expected, String found) {
        return new Finding(rule, where, expected, found, evidence.probe().id());
    }
}
