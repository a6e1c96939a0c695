package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The suite against every provider of the catalogue: it tells those that break one thing from the honest ones. The methods
 * run their cases in parallel, not the class, which would run beside other classes then.
 */
final class BreakagesTest {
    @TempDir
    static Path recordings = Path.of("");

    private static Trial plain;

    /** The plainest honest provider: what is left unchecked here is what the allowance leaves out. */
    @BeforeAll
    static void judgeThePlainest() throws IOException {
        Variant honest = new Variant(
                "plain",
                "plain",
                JsonNodeFactory.instance.arrayNode(),
                JsonNodeFactory.instance.objectNode(),
                Allowance.DEFAULT.calls(),
                0,
                0,
                Collections.emptySortedSet());
        plain = Trial.of(honest, honest.budget());
    }

    static List<Variant> breakages() {
        return Variant.breakages();
    }

    static List<Variant> honest() {
        return Variant.honest();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("breakages")
    void whatIsBrokenIsNamedByRuleAndPlace(Variant variant) throws IOException {
        Trial trial = Trial.recorded(variant, variant.budget(), recordings.resolve(variant.name()));
        assertEquals(variant.findings(), trial.findings(), () -> variant + ": " + trial);
        assertEquals(Verdict.DEVIANT, trial.run().verdict(), () -> variant + ": " + trial);
        trial.assertMoneyIsAccountedFor(variant);
        trial.assertReplayIsTheSame();
        trial.assertRecordingTellsNothing();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("honest")
    void whatTheContractAllowsIsConformant(Variant variant) throws IOException {
        Trial trial = Trial.recorded(variant, variant.budget(), recordings.resolve(variant.name()));
        SortedSet<String> notChecked = trial.notChecked();
        notChecked.removeAll(plain.notChecked());
        assertEquals(List.of(), List.copyOf(trial.findings()), () -> variant + ": " + trial);
        assertEquals(Verdict.CONFORMANT, trial.run().verdict(), () -> variant + ": " + trial);
        assertEquals(List.of(), List.copyOf(notChecked), () -> variant + ": " + trial);
        assertEquals(new Spend(1, 2), trial.run().spend(), variant.name());
        trial.assertMoneyIsAccountedFor(variant);
        trial.assertReplayIsTheSame();
        trial.assertRecordingTellsNothing();
    }
}
