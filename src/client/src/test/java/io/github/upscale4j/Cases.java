package io.github.upscale4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The catalogue: cases.yaml. */
final class Cases {
    private Cases() {}

    /** In their order. */
    static List<Case> all() {
        try (InputStream yaml = Cases.class.getResourceAsStream("cases.yaml")) {
            return cases(new Load(settings()).loadFromInputStream(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Case named(String name) {
        return all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    static List<Case> read(String yaml) {
        return cases(new Load(settings()).loadFromString(yaml));
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setLabel("cases.yaml")
                .setAllowDuplicateKeys(false)
                .build();
    }

    private static List<Case> cases(Object list) {
        List<Case> cases = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Object item : (List<?>) list) {
            Case read = Case.read("case " + (cases.size() + 1), item);
            if (!names.add(read.name())) {
                throw new IllegalArgumentException(read.name() + ": expected a name of its own but another has it");
            }
            cases.add(read);
        }
        return cases;
    }
}
