package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How often one field was seen as what, and which documents that contradicts. Grows while a run goes on. */
final class FieldObservation {
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final Map<String, Violation> contradicted = new TreeMap<>();
    private final Map<String, Integer> contradictions = new TreeMap<>();
    private final Map<String, Set<String>> keywords = new TreeMap<>();
    private int absent;
    private int wrongType;

    void saw(Kind kind, boolean promised) {
        kinds.merge(kind, 1, Integer::sum);
        if (!promised) {
            wrongType++;
        }
    }

    void missed() {
        absent++;
    }

    /**
     * One value, or the lack of one, that a document rules out.
     *
     * @param violations at least one, all at the same place; of all of them the first is kept
     */
    void contradicts(String document, List<Violation> violations) {
        contradicted.putIfAbsent(document, violations.get(0));
        contradictions.merge(document, 1, Integer::sum);
        violations.forEach(violation ->
                keywords.computeIfAbsent(document, any -> new TreeSet<>()).add(violation.keyword()));
    }

    /** How many values, and lacks of one, a document rules out. */
    int contradictions(String document) {
        return contradictions.getOrDefault(document, 0);
    }

    /** The keywords of JSON Schema by which it does. */
    Set<String> keywords(String document) {
        return keywords.getOrDefault(document, Set.of());
    }

    /** Values, nulls among them, and lacks of one. */
    int seen() {
        return present() + nulls() + absent;
    }

    /** Values that were neither null nor absent. */
    int present() {
        return kinds.entrySet().stream()
                .filter(kind -> kind.getKey() != Kind.NULL)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    int nulls() {
        return kinds.getOrDefault(Kind.NULL, 0);
    }

    int absent() {
        return absent;
    }

    /** Values, null among them, of a type that the contract does not promise. */
    int wrongType() {
        return wrongType;
    }

    Map<Kind, Integer> kinds() {
        return Map.copyOf(kinds);
    }

    /** The ids of the documents that claim something else, in alphabetical order, each with one value that shows it. */
    Map<String, Violation> contradicted() {
        return Collections.unmodifiableMap(contradicted);
    }

    /** {@code 7× string, 2× null, 1× absent}. */
    String summary() {
        List<String> counts = new ArrayList<>();
        kinds.forEach((kind, count) -> counts.add(count + "× " + kind.text()));
        if (absent > 0) {
            counts.add(absent + "× absent");
        }
        return counts.isEmpty() ? "not seen" : String.join(", ", counts);
    }
}
