package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run shows that an earlier one did not, and the other way round. What was not looked at in both is no change: no finding
 * is gone whose check was not made again, no rule turned green whose failures were not looked at again, and no field's state is
 * new or gone if one of the runs never saw the field, or gone if this one saw it less often.
 *
 * @param rules those that turned, by number; of one that is no more, or was not yet, last
 * @param appeared findings that the earlier run did not have, an item's place standing for all items
 * @param gone findings that it had, with their checks made again
 * @param fields states of fields that are new or gone
 */
record Changes(
        ComparedReport was,
        ComparedReport is,
        List<Turned> rules,
        List<ComparedReport.Place> appeared,
        List<ComparedReport.Place> gone,
        List<FieldState> fields) {

    /** A rule whose checks went otherwise: failed if any did, passed if any did and none failed. */
    record Turned(String rule, Check.Outcome was, Check.Outcome is) {
        private boolean isGreen() {
            return was == Check.Outcome.FAILED && is == Check.Outcome.PASSED;
        }
    }

    /** @param isNew or gone */
    record FieldState(String path, String state, boolean isNew) {}

    static Changes between(ComparedReport was, ComparedReport is) {
        List<ComparedReport.Place> appeared = is.findings().keySet().stream()
                .filter(place -> !was.findings().containsKey(place))
                .toList();
        List<ComparedReport.Place> gone = was.findings().keySet().stream()
                .filter(place -> !is.findings().containsKey(place) && isCheckedAgain(place, was, is))
                .toList();
        return new Changes(was, is, turned(was, is), appeared, gone, fields(was, is));
    }

    private static boolean isCheckedAgain(ComparedReport.Place place, ComparedReport was, ComparedReport is) {
        return was.findings().getOrDefault(place, Set.of()).stream()
                .anyMatch(probe -> is.checked().contains(probe + " " + place.rule()));
    }

    private static List<Turned> turned(ComparedReport was, ComparedReport is) {
        Set<String> ids = new LinkedHashSet<>();
        for (Rule rule : Rule.values()) {
            ids.add(rule.id());
        }
        ids.addAll(new TreeSet<>(was.outcomes().keySet()));
        List<Turned> turned = new ArrayList<>();
        for (String id : ids) {
            Check.Outcome before = was.outcomes().getOrDefault(id, Check.Outcome.NOT_CHECKED);
            Check.Outcome now = is.outcomes().getOrDefault(id, Check.Outcome.NOT_CHECKED);
            boolean isUnproven = before == Check.Outcome.FAILED
                    && now == Check.Outcome.PASSED
                    && was.findings().keySet().stream()
                            .noneMatch(place -> place.rule().equals(id) && isCheckedAgain(place, was, is));
            if (before != now && !isUnproven) {
                turned.add(new Turned(id, before, now));
            }
        }
        return turned;
    }

    private static List<FieldState> fields(ComparedReport was, ComparedReport is) {
        List<FieldState> fields = new ArrayList<>();
        is.fields().forEach((path, now) -> {
            Set<String> before = was.fields().getOrDefault(path, Set.of());
            if (!before.isEmpty()) {
                now.stream()
                        .filter(state -> !before.contains(state))
                        .forEach(state -> fields.add(new FieldState(path, state, true)));
                before.stream()
                        .filter(state -> !now.contains(state) && is.seen(path) >= was.seen(path))
                        .forEach(state -> fields.add(new FieldState(path, state, false)));
            }
        });
        return fields;
    }

    boolean contractChanged() {
        return !was.contract().equals(is.contract());
    }

    boolean targetChanged() {
        return !was.target().equals(is.target());
    }

    /** As the member {@code changes} of report.json has it. */
    ObjectNode tree(UnaryOperator<String> shown) {
        ObjectNode changes = Json.MAPPER.createObjectNode();
        changes.putObject("since")
                .put("startedAt", shown.apply(was.startedAt()))
                .put("contract", shown.apply(was.contract()))
                .put("verdictLine", shown.apply(was.verdictLine()));
        changes.put("contractChanged", contractChanged()).put("targetChanged", targetChanged());
        ArrayNode turned = changes.putArray("rules");
        rules.forEach(rule -> turned.addObject()
                .put("rule", shown.apply(rule.rule()))
                .put("was", rule.was().text())
                .put("is", rule.is().text()));
        ObjectNode findings = changes.putObject("findings");
        places(appeared, findings.putArray("new"), shown);
        places(gone, findings.putArray("gone"), shown);
        ArrayNode states = changes.putArray("fields");
        fields.forEach(field -> states.addObject()
                .put("path", shown.apply(field.path()))
                .put("state", shown.apply(field.state()))
                .put("change", field.isNew() ? "new" : "gone"));
        return changes;
    }

    private static void places(List<ComparedReport.Place> places, ArrayNode node, UnaryOperator<String> shown) {
        places.forEach(place ->
                node.addObject().put("rule", shown.apply(place.rule())).put("where", shown.apply(place.where())));
    }

    /** {@code since 2026-11-15: turned red: schema}, and so on; one line for each kind of change. */
    List<String> lines(UnaryOperator<String> shown) {
        List<String> lines = new ArrayList<>();
        if (contractChanged()) {
            lines.add("the contract is another one, so that a change may be its own");
        }
        if (targetChanged()) {
            lines.add("the target was another one: " + was.target());
        }
        list(lines, "turned red: ", turned(rule -> rule.is() == Check.Outcome.FAILED));
        list(lines, "turned green: ", turned(Turned::isGreen));
        list(lines, "checked now, and green: ", turned(rule -> rule.is() == Check.Outcome.PASSED && !rule.isGreen()));
        list(lines, "not checked any more: ", turned(rule -> rule.is() == Check.Outcome.NOT_CHECKED));
        list(lines, "new: ", words(appeared));
        list(lines, "gone: ", words(gone));
        for (FieldState field : fields) {
            lines.add("field " + field.path() + ": " + field.state() + (field.isNew() ? " is new" : " is gone"));
        }
        if (rules.isEmpty() && appeared.isEmpty() && gone.isEmpty() && fields.isEmpty()) {
            lines.add("nothing changed");
        }
        String since = "since " + was.startedAt().replaceFirst("T.*", "") + ": ";
        return lines.stream().map(line -> shown.apply(since + line)).toList();
    }

    private static void list(List<String> lines, String title, Stream<String> names) {
        List<String> all = names.toList();
        if (!all.isEmpty()) {
            lines.add(title + String.join(", ", all));
        }
    }

    private Stream<String> turned(Predicate<Turned> which) {
        return rules.stream().filter(which).map(Turned::rule);
    }

    private static Stream<String> words(List<ComparedReport.Place> places) {
        return places.stream().map(place -> place.rule() + " at " + place.where());
    }
}
