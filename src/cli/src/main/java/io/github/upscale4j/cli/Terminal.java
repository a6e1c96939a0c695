package io.github.upscale4j.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where people and scripts read: data on stdout, everything else on stderr, a line of progress below what was said. Threads may
 * share it.
 */
final class Terminal implements AutoCloseable {
    private static final int DEFAULT_COLUMNS = 80;
    private static final Duration REPAINT = Duration.ofMillis(125);
    private static final Duration PLAIN_LINE = Duration.ofSeconds(30);

    private static final String ERASE_TO_END = "\u001b[K";
    /** Between these a line that is too long after all loses its end, and does not wrap. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    /** How a line looks where colours are wanted. */
    enum Style {
        PLAIN(""),
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final StandardStreams streams;
    private final boolean paints;
    private final boolean colours;
    private final boolean unicode;
    private final boolean quiet;
    private final boolean json;
    private final int columns;
    private final Duration period;

    private @Nullable ScheduledExecutorService painter;
    private @Nullable Supplier<String> progress;
    private String painted = "";

    /**
     * A terminal.
     *
     * @param environment of which {@code TERM}, {@code COLUMNS}, {@code NO_COLOR}, {@code CLICOLOR} and the locale count
     * @param quiet without progress
     * @param json whether data are JSON
     */
    Terminal(StandardStreams streams, Map<String, String> environment, boolean quiet, boolean json) {
        this(streams, environment, quiet, json, null);
    }

    /** @param period between two lines of progress, in place of what fits the stream */
    Terminal(
            StandardStreams streams,
            Map<String, String> environment,
            boolean quiet,
            boolean json,
            @Nullable Duration period) {
        this.streams = streams;
        this.paints = streams.errIsTerminal() && understandsEscapes(environment);
        this.colours = paints
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("CLICOLOR", "").equals("0");
        this.unicode = StandardStreams.isUnicode(environment);
        this.quiet = quiet;
        this.json = json;
        this.columns = columns(environment.getOrDefault("COLUMNS", ""));
        this.period = period != null ? period : paints ? REPAINT : PLAIN_LINE;
    }

    boolean isJson() {
        return json;
    }

    /** How wide a line of progress may be; unlimited where none is painted. */
    int columns() {
        // The last column stays free: some terminals wrap as soon as it is taken.
        return paints ? columns - 1 : Integer.MAX_VALUE;
    }

    /** Writes a line to stdout; to a script as it is, to a terminal so that it cannot steer it. */
    synchronized void data(String line) {
        erase();
        String text = (streams.outIsTerminal() ? Shown.escaped(line) : line) + "\n";
        if (json) {
            JsonLines.print(streams.out(), text);
        } else {
            streams.out().print(text);
        }
        streams.out().flush(); // whether it got there is asked when all is done
        repaint();
    }

    void say(String line) {
        say(Style.PLAIN, line);
    }

    void warn(String line) {
        say(Style.YELLOW, line);
    }

    /** Writes a line to stderr, above that of the progress. */
    synchronized void say(Style style, String line) {
        String text = fit(line);
        boolean styled = colours && !style.code.isEmpty();
        String above = painted.isEmpty() ? "" : "\r" + ERASE_TO_END;
        write(above + (styled ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text) + "\n" + painting());
    }

    /**
     * Shows a line until {@link #endProgress}: painted again and again on a terminal, elsewhere every 30 seconds, never with
     * {@code --quiet}.
     *
     * @param line is asked by a thread of the terminal's, and never while the terminal is locked
     */
    synchronized void progress(Supplier<String> line) {
        progress = line;
        if (painter == null && !quiet) {
            painter = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "upscale4j-progress");
                thread.setDaemon(true);
                return thread;
            });
            Future<?> unused = painter.scheduleWithFixedDelay(
                    this::paint, paints ? 0 : period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Leaves a clean line. */
    synchronized void endProgress() {
        progress = null;
        if (painter != null) {
            painter.shutdownNow();
            painter = null;
        }
        erase();
        painted = "";
    }

    @Override
    public void close() {
        endProgress();
    }

    private void paint() {
        Supplier<String> line;
        synchronized (this) {
            line = progress;
        }
        if (line == null) {
            return;
        }
        String text = fit(line.get());
        synchronized (this) {
            if (progress != line) {
                return;
            }
            if (!paints) {
                write(text + "\n");
                return;
            }
            String cut = Columns.cut(text, columns());
            if (!cut.equals(painted)) {
                painted = cut;
                repaint();
            }
        }
    }

    private void erase() {
        if (!painted.isEmpty()) {
            write("\r" + ERASE_TO_END);
        }
    }

    private void repaint() {
        if (!painted.isEmpty()) {
            write(painting());
        }
    }

    /** The text first and then what is left of the old one: a line that was erased before it is painted flickers. */
    private String painting() {
        return painted.isEmpty() ? "" : "\r" + NO_WRAP + painted + ERASE_TO_END + WRAP;
    }

    private void write(String text) {
        streams.err().print(text);
        streams.err().flush();
    }

    private String fit(String text) {
        String escaped = Shown.escaped(text);
        return unicode
                ? escaped
                : escaped.replace('█', '#').replace('░', '.').replace('–', '-').replace("…", "...");
    }

    private static boolean understandsEscapes(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        return term.isEmpty() ? environment.containsKey("WT_SESSION") : !term.equals("dumb");
    }

    private static int columns(String columns) {
        try {
            int number = Integer.parseInt(columns);
            return number > 0 ? number : DEFAULT_COLUMNS;
        } catch (NumberFormatException e) {
            return DEFAULT_COLUMNS;
        }
    }
}
