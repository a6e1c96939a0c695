package io.github.upscale4j.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Standard output and standard error, and whether a person reads them. */
record StandardStreams(PrintStream out, boolean outIsTerminal, PrintStream err, boolean errIsTerminal) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

    /** Streams that write to the descriptors 1 and 2 of this process. */
    static StandardStreams ofProcess(PrintStream out, PrintStream err) {
        return new StandardStreams(out, isTerminal(1), err, isTerminal(2));
    }

    /** Streams that nobody looks at. */
    static StandardStreams plain(PrintStream out, PrintStream err) {
        return new StandardStreams(out, false, err, false);
    }

    /** Whether the locale has more characters than ASCII. */
    static boolean isUnicode(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                String upper = locale.toUpperCase(Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }
        return false;
    }

    /** The JDK does not tell. Linux has a link for each descriptor; elsewhere the console, of both streams, stands for each. */
    private static boolean isTerminal(int descriptor) {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return isConsole(System.console());
        }
        try {
            Path target = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)));
            return TERMINAL.matcher(target.toString()).matches();
        } catch (IOException e) {
            return false;
        }
    }

    /** From Java 22 on there is a console even without a terminal, and a method that says so. */
    private static boolean isConsole(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
