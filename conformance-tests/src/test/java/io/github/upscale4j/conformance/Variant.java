package io.github.upscale4j.conformance;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A provider of the catalogue: one that breaks exactly one thing, or an honest one.
 *
 * @param name kebab-case
 * @param kind what is broken, as a group of entries
 * @param faults in the provider's own JSON
 * @param options the provider's options by their names; an empty object for its defaults
 * @param budget the smallest of {@link #BUDGETS} that notices it; paid calls
 * @param unasked images in the judged answers beyond those asked for: billed for all that is known, not by the journal
 * @param unclear calls of one image whose answer leaves open whether they ran: the suite counts them as billed
 * @param findings {@code rule at where}, each once; empty for an honest one
 */
record Variant(
        String name,
        String kind,
        JsonNode faults,
        JsonNode options,
        int budget,
        int unasked,
        int unclear,
        SortedSet<String> findings) {
    /** The budgets that are told apart, in paid calls; the last is unlimited. */
    static final List<Integer> BUDGETS = List.of(0, 1, 3, 5, Integer.MAX_VALUE);

    /** What callers need, and what faults that give a key away spell out. */
    static final String KEY = "sesame-key-41c7";

    static List<Variant> breakages() {
        return read("breakages.yaml");
    }

    static List<Variant> honest() {
        return read("honest.yaml");
    }

    private static List<Variant> read(String resource) {
        try (InputStream in = Variant.class.getResourceAsStream(resource)) {
            List<Variant> variants = new ArrayList<>();
            for (JsonNode entry :
                    Json.parseYaml(Objects.requireNonNull(in, resource).readAllBytes())) {
                variants.add(of(entry));
            }
            return variants;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Variant of(JsonNode entry) {
        SortedSet<String> findings = new TreeSet<>();
        entry.path("findings").forEach(finding -> findings.add(finding.asString()));
        return new Variant(
                entry.required("name").asString(),
                entry.required("class").asString(),
                entry.required("faults"),
                entry.path("options"),
                budget(entry.path("budget")),
                entry.path("unasked").asInt(0),
                entry.path("unclear").asInt(0),
                findings);
    }

    /** One call, the suite's own default, where the entry says nothing. */
    private static int budget(JsonNode budget) {
        return budget.asString("1").equals("unlimited") ? Integer.MAX_VALUE : budget.asInt(1);
    }

    ProviderOptions provider() {
        ProviderOptions.Builder builder = ProviderOptions.builder().key(KEY).faults(Fault.parseAll(faults.toString()));
        options.forEachEntry((option, value) -> {
            switch (option) {
                case "unsafeWord" -> builder.unsafeWord(value.asString());
                case "withheldUrlEmpty" -> builder.withheldUrlEmpty(value.asBoolean());
                case "dialect" -> builder.dialect(value.asString());
                default -> throw new IllegalArgumentException("expected an option of the provider, found " + option);
            }
        });
        return builder.build();
    }

    /** The display name of its test. */
    @Override
    public String toString() {
        return name;
    }
}
