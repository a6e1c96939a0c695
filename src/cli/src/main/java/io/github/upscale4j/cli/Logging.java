package io.github.upscale4j.cli;

import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Takes what the client logs, from INFO on, and what OkHttp warns of, one line each, in place of the handler that Java has by default. Closing it puts back
 * what was.
 */
final class Logging extends Handler implements AutoCloseable {
    /** Loggers are collected, with what was set, when nobody holds them. */
    private final List<Logger> loggers = List.of(Logger.getLogger("io.github.upscale4j"), Logger.getLogger("okhttp3"));

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Level least;
    private final Consumer<String> lines;

    private Logging(Level least, Consumer<String> lines) {
        this.least = least;
        this.lines = lines;
        for (Logger logger : loggers) {
            logger.setUseParentHandlers(false);
            logger.addHandler(this);
        }
    }

    static Logging to(Consumer<String> lines) {
        return new Logging(Level.INFO, lines);
    }

    /** Without what a call tells of its attempts. */
    static Logging warnings(Consumer<String> lines) {
        return new Logging(Level.WARNING, lines);
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() < least.intValue()) {
            return;
        }
        Throwable thrown = entry.getThrown();
        lines.accept(formatter.formatMessage(entry)
                + (thrown == null ? "" : " (" + thrown.getClass().getName() + ")"));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        for (Logger logger : loggers) {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }
}
