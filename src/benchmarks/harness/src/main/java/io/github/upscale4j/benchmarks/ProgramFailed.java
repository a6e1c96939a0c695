package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program did not do what it was started for. */
final class ProgramFailed extends IOException {
    private static final long serialVersionUID = 1L;
    private static final Pattern THROWABLE = Pattern.compile(
            "(?:Exception in thread \"[^\"]*\" |Caused by: )?([a-z][\\w.]*\\.[A-Z]\\w*(?:Error|Exception)\\b.*)");

    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";
    private static final String JMH = "org.openjdk.jmh.";

    private final String what;

    ProgramFailed(Path log, String printed) {
        super("a program failed; see " + log + ", which ends in:\n" + end(printed));
        what = what(printed);
    }

    /**
     * What it died of, in a few words: the last throwable that it printed, without its package. Out of memory comes before all
     * others, which may but follow from it, and those of JMH, which say that there was another, come last.
     */
    String what() {
        return what;
    }

    static String what(String printed) {
        List<String> throwables = printed.lines()
                .map(String::strip)
                .map(THROWABLE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
        return last(throwables, each -> each.startsWith(OUT_OF_MEMORY))
                .or(() -> last(throwables, each -> !each.startsWith(JMH)))
                .or(() -> last(throwables, each -> true))
                .map(ProgramFailed::withoutPackage)
                .or(() -> last(printed.lines().map(String::strip).toList(), line -> !line.isEmpty()))
                .orElse("it printed nothing");
    }

    private static Optional<String> last(List<String> lines, Predicate<String> of) {
        return lines.stream().filter(of).reduce((earlier, later) -> later);
    }

    private static String withoutPackage(String throwable) {
        int end = throwable.indexOf(':') < 0 ? throwable.length() : throwable.indexOf(':');
        return throwable.substring(throwable.lastIndexOf('.', end) + 1);
    }

    private static String end(String printed) {
        List<String> lines = printed.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
