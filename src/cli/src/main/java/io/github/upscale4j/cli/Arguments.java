package io.github.upscale4j.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reads values of the command line, and says what is wrong with it. What was found is shown only where it is short and an option's
 * value: whatever stands in the wrong place may be a key.
 */
final class Arguments {
    private static final int LONGEST_FOUND = 20;
    private static final int ALIKE = 5;
    private static final Pattern KEY_OPTION = Pattern.compile(
            "(?i)--?(?:key|api-?key|token|bearer|authorization|password|secret)(?:[=:].*)?", Pattern.DOTALL);
    private static final Pattern LONG_OPTION =
            Pattern.compile("(--[A-Za-z][A-Za-z0-9-]{0,29})(?:=.*)?", Pattern.DOTALL);
    private static final Pattern SHORT_OPTION = Pattern.compile("(-[A-Za-z]).*", Pattern.DOTALL);

    private Arguments() {}

    /** Before they are parsed, so that no parser's message shows one. */
    static void refuseKeys(List<String> arguments) {
        for (String argument : arguments) {
            if (argument.equals("--")) {
                return;
            }
            if (KEY_OPTION.matcher(argument).matches()) {
                throw new WrongUsage("expected the key in " + KeySource.VARIABLE
                        + " or by --key-file: arguments are seen by every user of this machine");
            }
        }
    }

    static long number(String option, String text, long least, long most, String things) {
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        String range = most == Long.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
        throw new WrongUsage(
                option + ": expected a whole number of " + things + ' ' + range + " but found " + found(text));
    }

    static Path path(String text) {
        try {
            if (!text.isEmpty()) {
                Path path = Path.of(text);
                if (text.indexOf('\uFFFD') >= 0 && !Files.exists(path)) {
                    throw new WrongUsage(
                            "expected a path but found bytes that are no text in this locale; batch takes pictures with such names");
                }
                return path;
            }
        } catch (InvalidPathException e) {
            throw new WrongUsage("expected a path but found characters that a path cannot have in this locale; "
                    + "LC_ALL=C.UTF-8 allows all");
        }
        throw new WrongUsage("expected a path but found nothing");
    }

    /** An option's value that will not do. */
    static String found(String text) {
        if (text.isBlank()) {
            return "nothing";
        }
        boolean isShown =
                text.length() <= LONGEST_FOUND && text.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '@');
        return isShown ? text : "something else";
    }

    /** What is wrong with the command line, from what its parser says, but not in its words: these may show a value. */
    static String wrong(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        if (failure instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            ArgSpec first = missing.getMissing().get(0);
            return (first.isOption() ? name(first) + ": " : "") + "expected " + first.paramLabel()
                    + " but found nothing";
        }
        if (failure instanceof MaxValuesExceededException) {
            return "expected each option once but found one more often";
        }
        ArgSpec argument = failure.getArgSpec();
        if (failure instanceof OverwrittenOptionException overwritten) {
            return name(overwritten.getOverwritten()) + ": expected once but found more often";
        }
        if (argument == null) {
            return "expected arguments as the help has them but found others";
        }
        if (failure.getCause() instanceof WrongUsage usage) {
            return name(argument) + ": " + usage.getMessage();
        }
        return name(argument) + ": expected "
                + (argument.arity().max() == 0
                        ? "no value but found one"
                        : argument.paramLabel() + " but found something else");
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** Options are named, their values are not, nor what is none. */
    private static String unknown(UnmatchedArgumentException failure) {
        String first =
                failure.getUnmatched().isEmpty() ? "" : failure.getUnmatched().get(0);
        if (!first.startsWith("-")) {
            boolean hasCommands = !failure.getCommandLine().getSubcommands().isEmpty();
            return hasCommands
                    ? "expected one of the commands "
                            + String.join(
                                    ", ",
                                    failure.getCommandLine().getSubcommands().keySet())
                            + " but found something else"
                    : "expected fewer arguments but found one more";
        }
        Matcher longOption = LONG_OPTION.matcher(first);
        if (longOption.matches()) {
            return "unknown option " + longOption.group(1)
                    + alike(longOption.group(1), failure.getCommandLine().getCommandSpec());
        }
        Matcher shortOption = SHORT_OPTION.matcher(first);
        return "unknown option" + (shortOption.matches() ? ' ' + shortOption.group(1) : "");
    }

    /** The option that begins as this one does. */
    private static String alike(String option, CommandSpec command) {
        return command.options().stream()
                .map(OptionSpec::longestName)
                .filter(name -> common(name, option) >= ALIKE)
                .max(Comparator.comparingInt(name -> common(name, option)))
                .map(name -> "; did you mean " + name + '?')
                .orElse("");
    }

    private static int common(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    /** A file for a picture, or a folder. */
    static final class Output implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            if (text.equals("-")) {
                throw new WrongUsage("expected a file but found -; pictures do not go to standard output");
            }
            Path file = path(text);
            if (text.endsWith("/") && !Files.isDirectory(file)) {
                throw new WrongUsage("expected a folder that is there but found none");
            }
            return file;
        }
    }
}
