package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks for secrets finds them. */
class SecrecyTest {
    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void keyIsFoundInEveryForm(KeyForm form) {
        assertFalse(Secrecy.foundIn("key " + form.of(Secrecy.KEY) + ".").isEmpty());
        assertFalse(Secrecy.foundIn("key " + form.of(Secrecy.WRONG_KEY) + ".").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example/b.png?exp=1&sig=00", "?sig=1", "%3Fsig%3D1", "\\u003fexp\\u003d12"})
    void signedLinksAreFound(String text) {
        assertEquals(Set.of("a signed link"), Secrecy.foundIn(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "POST http://127.0.0.1:1/ideogram/upscale: 401; REJECTED: nothing ran",
                "https://a.example/b.png?…",
                "design=2, expected=1"
            })
    void otherTextsHaveNone(String text) {
        assertEquals(Set.of(), Secrecy.foundIn(text));
        assertEquals(Set.of(), Secrecy.foundIn(text + Secrecy.KEY.substring(1)));
    }

    @Test
    void whatIsLoggedAndPrintedIsSeen() {
        String seen;
        try (Printed printed = new Printed()) {
            System.getLogger("io.github.upscale4j").log(System.Logger.Level.TRACE, "one");
            Logger.getLogger("okhttp3.internal.concurrent.TaskRunner")
                    .log(Level.FINEST, "two", new IOException("three"));
            System.out.println("four");
            System.err.println("five");
            seen = printed.toString();
        }
        for (String text : new String[] {"one", "two", "three", "four", "five"}) {
            assertTrue(seen.contains(text), seen);
        }
    }

    @Test
    void causesAndSuppressedExceptionsAreSeen() {
        Exception failure = new Exception("one", new IOException("two"));
        failure.addSuppressed(new IOException("three", new IOException("four")));
        String trace = Printed.trace(failure);
        for (String text : new String[] {"one", "two", "three", "four"}) {
            assertTrue(trace.contains(text), trace);
        }
    }
}
