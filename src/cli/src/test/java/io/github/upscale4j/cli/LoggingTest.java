package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

final class LoggingTest {
    private static final String CLIENT = "io.github.upscale4j";

    @Test
    void takesWhatTheClientLogsAndLeavesNothingToJavasHandler() {
        List<String> lines = new ArrayList<>();
        try (Logging taken = Logging.to(lines::add)) {
            assertEquals(
                    false,
                    Logger.getLogger(CLIENT).getUseParentHandlers(),
                    taken.getClass().getName());
            System.gc(); // loggers that nobody holds would be set anew
            assertEquals(false, Logger.getLogger("okhttp3").getUseParentHandlers());
            System.Logger logger = System.getLogger(CLIENT);
            logger.log(Level.DEBUG, "an answer");
            logger.log(Level.INFO, "a wait");
            logger.log(Level.WARNING, "a {0} failed {1}", "listener", 2);
            logger.log(Level.WARNING, "a listener failed", new IllegalStateException("its words"));
            System.getLogger("okhttp3.OkHttpClient").log(Level.WARNING, "a connection was leaked");
        }
        System.getLogger(CLIENT).log(Level.DEBUG, "after the end");
        assertEquals(
                List.of(
                        "a wait",
                        "a listener failed 2",
                        "a listener failed (java.lang.IllegalStateException)",
                        "a connection was leaked"),
                lines);
        assertEquals(true, Logger.getLogger(CLIENT).getUseParentHandlers());
    }
}
