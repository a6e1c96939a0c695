package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WrongUsageTest {
    private static final String SECRET = "sk-Secret-1";

    private static Arguments told(String message, String... arguments) {
        return Arguments.of(message, List.of(arguments));
    }

    static Stream<Arguments> commandLines() {
        return Stream.of(
                told(
                        "expected one of the commands upscale, batch, doctor, completion but found something else",
                        "enlarge"),
                told("unknown option --verbose", "--verbose"),
                told("expected PICTURE but found nothing", "upscale"),
                told("expected fewer arguments but found one more", "upscale", "a.jpg", "b.jpg"),
                told("PICTURE: expected a path but found nothing", "upscale", ""),
                told("unknown option --resemblence; did you mean --resemblance?", "upscale", "a", "--resemblence=5"),
                told("unknown option -k", "upscale", "a", "-k" + SECRET),
                told("--seed: expected N but found nothing", "upscale", "a", "--seed"),
                told("--seed: expected N but found nothing", "upscale", "a", "--seed", "--detail", "3"),
                told("--output: expected once but found more often", "upscale", "a", "-o", "b", "--output", "c"),
                told("expected each option once but found one more often", "upscale", "a", "--seed=1", "--seed=2"),
                told("--json: expected no value but found one", "upscale", "a", "--json=" + SECRET),
                told("--resemblance: expected an integer from 1 to 100 but found 0", "upscale", "a", "--resemblance=0"),
                told(
                        "--resemblance: expected an integer from 1 to 100 but found 101",
                        "upscale",
                        "a",
                        "--resemblance=101"),
                told("--detail: expected an integer from 1 to 100 but found 0.5", "upscale", "a", "--detail", "0.5"),
                told(
                        "--detail: expected an integer from 1 to 100 but found 5000000000",
                        "batch",
                        "a",
                        "b",
                        "--detail=5000000000"),
                told("--seed: expected an integer from 0 to 2147483647 but found -1", "upscale", "a", "--seed", "-1"),
                told(
                        "--seed: expected an integer from 0 to 2147483647 but found 2147483648",
                        "upscale",
                        "a",
                        "--seed=2147483648"),
                told(
                        "--seed: expected an integer from 0 to 2147483647 but found something else",
                        "upscale",
                        "a",
                        "--seed=" + "9".repeat(30)),
                told("--num-images: expected an integer from 1 to 8 but found 9", "upscale", "a", "--num-images=9"),
                told(
                        "--num-images: expected an integer from 1 to 8 but found nothing",
                        "upscale",
                        "a",
                        "--num-images="),
                told(
                        "--magic-prompt: expected one of AUTO, ON, OFF but found yes",
                        "upscale",
                        "a",
                        "--magic-prompt=yes"),
                told(
                        "--magic-prompt-version: expected one of V_0, V_0_1, V_0_2, V_0_3, V_0_4, V_0_5, V_0_6, V_0_7, V_0_8 "
                                + "but found V_9",
                        "upscale",
                        "a",
                        "--magic-prompt-version=V_9"),
                told(
                        "--prompt: expected text but found characters that this locale does not have",
                        "upscale",
                        "a",
                        "--prompt=\uFFFD"),
                told("--prompt: expected well-formed text", "upscale", "a", "--prompt=\uD800"),
                told("expected OUT_DIR but found nothing", "batch", "a"),
                told(
                        "--in-flight: expected a whole number of images from 1 to 1000 but found 1001",
                        "batch",
                        "a",
                        "b",
                        "--in-flight=1001"),
                told(
                        "--in-flight: expected at least the 8 images of a call but found 4",
                        "batch",
                        "a",
                        "b",
                        "--in-flight=4",
                        "--num-images=8"),
                told(
                        "--max-calls: expected a whole number of calls of at least 0 but found -1",
                        "batch",
                        "a",
                        "b",
                        "--max-calls",
                        "-1"),
                told(
                        "--max-images: expected a whole number of images of at least 0 but found many",
                        "batch",
                        "a",
                        "b",
                        "--max-images=many"),
                told(
                        "--give-up-after: expected a whole number of failures from 1 to 2147483647 but found 0",
                        "batch",
                        "a",
                        "b",
                        "--give-up-after=0"),
                told("unknown option --in-flight", "upscale", "a", "--in-flight=3"),
                told(
                        "--deadline: expected a whole number of seconds from 1 to 3600 but found 0",
                        "upscale",
                        "a",
                        "--deadline=0"),
                told("--proxy: expected HOST:PORT but found proxy", "upscale", "a", "--proxy=proxy"),
                told("--proxy: expected HOST:PORT but found something else", "upscale", "a", "--proxy=me:pw@proxy:1"),
                told(
                        "--proxy: expected a whole number of a port from 1 to 65535 but found 65536",
                        "upscale",
                        "a",
                        "--proxy=proxy:65536"),
                told("--auth: expected bearer, key or api-key but found basic", "upscale", "a", "--auth=basic"),
                told("--path: expected a path such as /upscale", "upscale", "a", "--path=upscale"),
                told(
                        "--base-url: expected a URL such as https://gateway.example but found no https:// in front",
                        "upscale",
                        "a",
                        "--base-url=gateway"),
                told(
                        "--base-url: expected https, which keeps the key secret but found http to example.com (--allow-http allows it)",
                        "upscale",
                        "a",
                        "--base-url=http://example.com"),
                told(
                        "--base-url: expected no user name and no password in it but found one",
                        "upscale",
                        "a",
                        "--base-url=https://" + SECRET + "@example.com"),
                told(
                        "--base-url: expected a value without the key but found one with it",
                        "upscale",
                        "a",
                        "--base-url=https://x/" + ProgramRun.KEY),
                told(
                        "--path: expected a value without the key but found one with it",
                        "upscale",
                        "a",
                        "--path=/" + ProgramRun.KEY),
                told(
                        "--key-file: expected a file with the key but found none",
                        "upscale",
                        "a",
                        "--key-file=/nowhere/" + ProgramRun.KEY),
                told("expected fewer arguments but found one more", "completion", "fish"),
                told("expected fewer arguments but found one more", "doctor", SECRET));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void saysWhatWasExpectedAndFoundInTwoLines(String message, List<String> arguments) {
        ProgramRun run = ProgramRun.ready();
        assertEquals(ExitCode.USAGE.code, run.exits(arguments));
        List<String> lines = run.err().lines().toList();
        assertEquals(2, lines.size(), run.err());
        assertTrue(lines.get(0).startsWith("upscale4j: " + message), run.err());
        assertTrue(lines.get(1).matches("see upscale4j( [a-z]+)? --help"), run.err());
        assertEquals("", run.out());
        assertFalse(run.said().contains(SECRET), run.said());
        assertFalse(run.said().contains(ProgramRun.KEY), run.said());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--key",
                "--api-key",
                "--token",
                "--apikey",
                "--KEY",
                "-key",
                "--bearer",
                "--authorization",
                "--password",
                "--secret"
            })
    void refusesAKeyAsAnArgumentWithoutShowingIt(String option) {
        List<List<String>> forms = List.of(
                List.of("upscale", "a", option, SECRET),
                List.of("upscale", "a", option + "=" + SECRET),
                List.of("upscale", option, SECRET, "a"),
                List.of("batch", "a", "b", option, SECRET, SECRET),
                List.of("doctor", option + "=" + SECRET + "\n" + SECRET),
                List.of(option, SECRET),
                List.of("upscale", "a", option));
        for (List<String> form : forms) {
            ProgramRun run = ProgramRun.ready();
            assertEquals(ExitCode.USAGE.code, run.exits(form));
            assertEquals(
                    "upscale4j: expected the key in UPSCALE4J_API_KEY or by --key-file: arguments are seen by every user of this "
                            + "machine",
                    run.err().lines().findFirst().orElseThrow());
            assertFalse(run.said().contains(SECRET), run.said());
        }
    }

    @Test
    void aPictureMayBeCalledAsAKeyOptionAfterTwoDashes() {
        UpscaleCommand command = ProgramRun.ready().command(UpscaleCommand.class, "upscale", "--", "--key");
        assertEquals("--key", command.settings().picture().toString());
        assertDoesNotThrow(
                () -> io.github.upscale4j.cli.Arguments.refuseKeys(List.of("upscale", "--", "--key", "--token=x")));
    }

    @Test
    void namesTheVariableWhereTheValueCameFromIt() {
        ProgramRun run = ProgramRun.ready().with(ConnectionOptions.BASE_URL, "http://example.com");
        assertEquals(ExitCode.USAGE.code, run.exits("upscale", "a"));
        assertTrue(run.err().startsWith("upscale4j: UPSCALE4J_BASE_URL: expected https"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"upscale a", "batch a b"})
    void asksForBaseUrlAndKeyByTheirNames(String arguments) {
        ProgramRun nothing = ProgramRun.bare();
        assertEquals(ExitCode.USAGE.code, nothing.exits(List.of(arguments.split(" "))));
        assertTrue(
                nothing.err()
                        .contains("expected the gateway's URL in UPSCALE4J_BASE_URL or by --base-url but found none"),
                nothing.err());

        ProgramRun noKey = ProgramRun.bare().with(ConnectionOptions.BASE_URL, ProgramRun.NOWHERE);
        assertEquals(ExitCode.USAGE.code, noKey.exits(List.of(arguments.split(" "))));
        assertTrue(
                noKey.err().contains("expected the key in UPSCALE4J_API_KEY or by --key-file but found none"),
                noKey.err());
    }

    @Test
    void withoutACommandPrintsTheUsageToStandardError() {
        ProgramRun run = ProgramRun.bare();
        assertEquals(ExitCode.USAGE.code, run.exits());
        assertEquals("", run.out());
        assertTrue(run.err().toLowerCase(Locale.ROOT).startsWith("usage: upscale4j"), run.err());
    }
}
