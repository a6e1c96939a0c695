package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.api.UpscaleApi;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ContractTest {
    @Test
    void everyRefusalHasItsReason() {
        Contract contract = Contract.published();
        assertEquals(Set.of(400, 413, 415, 422), contract.refusals("input"));
        assertEquals(Set.of(401, 403), contract.refusals("key"));
        assertEquals(Set.of(402), contract.refusals("money"));
        assertEquals(Set.of(429), contract.refusals("pace"));
        assertEquals(Set.of(), contract.refusals("weather"));
        Set<Integer> all = new TreeSet<>();
        List.of("input", "key", "money", "pace").forEach(reason -> all.addAll(contract.refusals(reason)));
        assertEquals(UpscaleApi.UPSCALE_REFUSALS, all);
    }

    @Test
    void whatStandsBesideAReferenceHoldsToo() {
        assertEquals(
                new Parameter("Makes a generation repeatable.", "integer", 0L, 2147483647L, List.of(), null),
                Contract.published().parameter("seed"));
    }

    @Test
    void hasVersionAndHash() {
        assertTrue(Contract.published().version().matches("\\d+\\.\\d+\\.\\d+"));
        assertTrue(Contract.published().sha256().matches("[0-9a-f]{64}"));
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                Arguments.of(
                        new Parameter("D.", "integer", 1L, 8L, List.of(), 1L),
                        "D. The provider's default is 1. An integer from 1 to 8."),
                Arguments.of(
                        new Parameter("The default is 1.", "integer", 1L, 8L, List.of(), 1L),
                        "The default is 1. An integer from 1 to 8."),
                Arguments.of(new Parameter("D.", "integer", 1L, null, List.of(), null), "D. An integer of at least 1."),
                Arguments.of(new Parameter("D.", "integer", null, 8L, List.of(), null), "D. An integer of at most 8."),
                Arguments.of(new Parameter("D.", "string", null, null, List.of(), null), "D."),
                Arguments.of(new Parameter("D.", "string", null, null, List.of("A"), null), "D. A."),
                Arguments.of(new Parameter("D.", "string", null, null, List.of("A", "B", "C"), null), "D. A, B or C."));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void parametersAreDescribedWithWhatIsExpected(Parameter parameter, String help) {
        assertEquals(help, parameter.help());
    }
}
