package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretsTest {
    private static final String LINK = "https://cdn.example/a.png?sig=5ecret#f";

    @ParameterizedTest
    @CsvSource({
        "no secret, no secret",
        "the key is sk-0123456789abcdef!, the key is [key]!",
        "xsk-0123456789abcdefx, x[key]x",
        "demo, [key]",
        "demonstration of demo, demonstration of [key]",
        "see https://cdn.example/a.png?sig=5ecret&x=y now, see https://cdn.example/a.png?… now",
        "HTTPS://cdn.example/a.png#5ecret, HTTPS://cdn.example/a.png?…",
        "https://me:5ecret@cdn.example/a, https://cdn.example/a",
        "https://cdn.example/a and http://b/c, https://cdn.example/a and http://b/c"
    })
    void areTakenOutOfWhatIsShown(String text, String shown) {
        Secrets secrets = new Secrets();
        secrets.add(ProgramRun.KEY);
        secrets.add("demo");
        secrets.add(" ");
        assertEquals(shown, secrets.shown(text));
    }

    @Test
    void whatIsShownIsOneLine() {
        assertEquals("a b c d", new Secrets().shown("a\nb\r\n\u001b\u202ec\u2028d"));
    }

    /** Fails as nothing in the program should. */
    private static final class Defect extends InputStream {
        @Override
        public int read() {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            throw new IllegalStateException(
                    "first\nsecond " + ProgramRun.KEY + " " + LINK,
                    new RuntimeException("cause " + ProgramRun.KEY + LINK));
        }
    }

    @Test
    void anErrorOfOurOwnIsToldInALineAndReported() {
        ProgramRun run = ProgramRun.ready();
        run.in = new Defect();
        assertEquals(ExitCode.OWN_ERROR.code, run.exits("upscale", "a", "--key-file", "-"));
        assertEquals("""
                upscale4j: java.lang.IllegalStateException: first second [key] https://cdn.example/a.png?…
                this is an error of upscale4j's own, please report it; UPSCALE4J_DEBUG=1 shows where it is
                """, run.err());
        assertEquals("", run.out());
    }

    @Test
    void theTraceIsShownOnDemandAndWithoutSecrets() {
        ProgramRun run = ProgramRun.ready().with("UPSCALE4J_DEBUG", "1");
        run.in = new Defect();
        assertEquals(ExitCode.OWN_ERROR.code, run.exits("upscale", "a", "--key-file", "-"));
        assertTrue(run.err().contains("\n    at io.github.upscale4j.cli.KeySource"), run.err());
        assertTrue(run.err().contains("\ncaused by java.lang.RuntimeException: cause [key]"), run.err());
        assertFalse(run.said().contains(ProgramRun.KEY), run.err());
        assertFalse(run.said().contains("5ecret"), run.err());
    }

    @Test
    void noObjectShowsTheKey() {
        ProgramRun run = ProgramRun.ready();
        Invocation invocation = run.invocation();
        UpscaleCommand command = run.command(UpscaleCommand.class, "upscale", "a");
        String shown = invocation + " " + command.settings();
        assertFalse(shown.contains(ProgramRun.KEY), shown);
    }
}
