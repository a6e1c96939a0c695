package io.github.upscale4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that is printed between its making and its closing: to the logs, whatever their level, and to both standard streams. */
final class Printed implements AutoCloseable {
    private static final List<String> LOGGERS = List.of("io.github.upscale4j", "okhttp3");

    private final List<Logger> loggers = new ArrayList<>(); // which are kept alive by nothing else
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            all.writeBytes(formatter.format(line).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    Printed() {
        handler.setLevel(Level.ALL);
        for (String name : LOGGERS) {
            Logger logger = Logger.getLogger(name);
            logger.setLevel(Level.ALL);
            logger.setUseParentHandlers(false);
            logger.addHandler(handler);
            loggers.add(logger);
        }
        System.setOut(new PrintStream(new Both(out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Both(err), true, StandardCharsets.UTF_8));
    }

    /** An exception with its causes and what it suppressed. */
    static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    @Override
    public String toString() {
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        for (Logger logger : loggers) {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        }
    }

    /** To where it went before, too. */
    private final class Both extends OutputStream {
        private final PrintStream first;

        Both(PrintStream first) {
            this.first = first;
        }

        @Override
        public void write(int b) {
            first.write(b);
            all.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            first.write(bytes, from, count);
            all.write(bytes, from, count);
        }
    }
}
