package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found of a client, each once with the calls in which it was. However many calls there are, it stays small. */
final class Deviations {
    private static final int MOST = 500;
    /** Of one rule at one place; further ones are counted with the last of them. */
    private static final int MOST_TEXTS = 20;

    private record Place(Rule rule, String where) {}

    private record Text(Place place, String expected, String found) {
        static Text of(Finding finding) {
            return new Text(new Place(finding.rule(), finding.where()), finding.expected(), finding.found());
        }
    }

    private final Map<Text, Deviation> byText = new LinkedHashMap<>();
    private final Map<Place, List<Deviation>> byPlace = new HashMap<>();

    /** Returns whether it is told from now on and was not before. */
    boolean add(Finding finding) {
        Text text = Text.of(finding);
        Deviation known = byText.get(text);
        List<Deviation> here = byPlace.getOrDefault(text.place(), List.of());
        if (known == null && here.size() >= MOST_TEXTS) {
            known = here.get(here.size() - 1);
        }
        if (known != null) {
            known.again(finding.probe());
            return false;
        }
        if (byText.size() >= MOST) {
            return false;
        }
        Deviation deviation = new Deviation(finding);
        byText.put(text, deviation);
        byPlace.computeIfAbsent(text.place(), any -> new ArrayList<>()).add(deviation);
        return true;
    }

    /** In the order in which they were found. */
    List<Deviation> all() {
        return List.copyOf(byText.values());
    }

    int size() {
        return byText.size();
    }

    boolean isEmpty() {
        return byText.isEmpty();
    }

    /** Without what was found to be a secret after it was told. */
    void forget(Redaction late) {
        List<Deviation> told = all();
        byText.clear();
        byPlace.clear();
        for (Deviation deviation : told) {
            deviation.first = CallSecrets.without(late, deviation.first);
            Text text = Text.of(deviation.first);
            Deviation same = byText.putIfAbsent(text, deviation);
            if (same == null) {
                byPlace.computeIfAbsent(text.place(), any -> new ArrayList<>()).add(deviation);
            } else {
                deviation.probes.forEach(same::again);
                same.count += deviation.count - deviation.probes.size();
            }
        }
    }

    /** What the same rule says of the same place in the same words, in however many calls. */
    static final class Deviation {
        private static final int MOST_PROBES = 10;

        private final List<String> probes = new ArrayList<>();
        private Finding first;
        private String last;
        private int count = 1;

        Deviation(Finding first) {
            this.first = first;
            last = first.probe();
            probes.add(last);
        }

        private void again(String probe) {
            if (probe.equals(last) || probes.contains(probe)) {
                return;
            }
            last = probe;
            count++;
            if (probes.size() < MOST_PROBES) {
                probes.add(probe);
            }
        }

        Finding first() {
            return first;
        }

        /** Calls. */
        int count() {
            return count;
        }

        /** The first of them. */
        List<String> probes() {
            return List.copyOf(probes);
        }
    }
}
