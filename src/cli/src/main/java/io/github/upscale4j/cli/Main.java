package io.github.upscale4j.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The program. */
public final class Main {
    private static final int LONGEST = 300;

    private Main() {}

    /**
     * Runs a command and ends the JVM with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int exitCode = ExitCode.OWN_ERROR.code;
        try {
            exitCode = run(arguments, Invocation.ofProcess());
        } finally {
            // A JVM that ends by a Throwable says 1, which would be the server's refusal.
            System.exit(exitCode);
        }
    }

    /** As {@link #main}, without ending the JVM. */
    static int run(String[] arguments, Invocation invocation) {
        Failures failures = new Failures(invocation);
        try {
            invocation.secrets().add(invocation.environment().getOrDefault(KeySource.VARIABLE, ""));
            CommandLine line = commandLine(invocation);
            line.setParameterExceptionHandler((failure, given) -> failures.tell(failure, failure.getCommandLine()));
            line.setExecutionExceptionHandler((failure, command, parsed) -> failures.tell(failure, command));
            int exitCode;
            try {
                Arguments.refuseKeys(Arrays.asList(arguments));
                exitCode = line.execute(arguments);
            } catch (WrongUsage e) {
                exitCode = failures.tell(e, line.getSubcommands().getOrDefault(first(arguments), line));
            }
            return exitCode == ExitCode.OK.code && invocation.out().checkError() ? failures.noOutput() : exitCode;
        } catch (Throwable e) {
            return failures.own(e);
        } finally {
            invocation.out().flush();
            invocation.err().flush();
        }
    }

    private static String first(String[] arguments) {
        return arguments.length == 0 ? "" : arguments[0];
    }

    /** The parser; what it reads are the commands' objects. */
    static CommandLine commandLine(Invocation invocation) {
        CommandLine line = new CommandLine(new RootCommand())
                .addSubcommand(new UpscaleCommand(invocation))
                .addSubcommand(new BatchCommand(invocation))
                .addSubcommand(new DoctorCommand(invocation))
                .addSubcommand(new CompletionCommand());
        line.setOut(new PrintWriter(invocation.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(invocation.err(), true, StandardCharsets.UTF_8))
                // A picture may be called @holiday.jpg.
                .setExpandAtFiles(false)
                .registerConverter(Path.class, Arguments::path)
                .setColorScheme(CommandLine.Help.defaultColorScheme(isPlain(invocation) ? Ansi.OFF : Ansi.AUTO))
                .setHelpFactory(ContractHelp::new);
        for (CommandLine command : everyCommand(line)) {
            command.getCommandSpec()
                    .usageMessage()
                    .sortOptions(false)
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(command.getCommand() instanceof DoctorCommand ? Doctor.exitCodes() : exitCodes());
        }
        line.setExecutionStrategy(parsed -> {
            if (parsed.hasSubcommand() || parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()) {
                return new CommandLine.RunLast().execute(parsed);
            }
            line.usage(line.getErr());
            return ExitCode.USAGE.code;
        });
        return line;
    }

    private static List<CommandLine> everyCommand(CommandLine line) {
        List<CommandLine> all = new ArrayList<>(line.getSubcommands().values());
        all.add(line);
        return all;
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode exit : ExitCode.values()) {
            codes.put(String.valueOf(exit.code), exit.meaning);
        }
        return codes;
    }

    /** Whether somebody asked for text without colours. */
    private static boolean isPlain(Invocation invocation) {
        return !invocation.variable("NO_COLOR").isEmpty()
                || invocation.variable("CLICOLOR").equals("0")
                || invocation.variable("TERM").equals("dumb");
    }

    /** Tells what failed, and says the exit code. */
    private record Failures(Invocation invocation) {
        int tell(Exception failure, CommandLine command) {
            if (failure instanceof ParameterException unread) {
                return usage(Arguments.wrong(unread), unread.getCommandLine());
            }
            return failure instanceof WrongUsage ? usage(String.valueOf(failure.getMessage()), command) : own(failure);
        }

        private int usage(String message, CommandLine command) {
            invocation.say(RootCommand.NAME + ": " + message);
            invocation.say("see " + command.getCommandSpec().qualifiedName() + " --help");
            return ExitCode.USAGE.code;
        }

        int noOutput() {
            invocation.say(RootCommand.NAME + ": standard output cannot be written");
            return ExitCode.OWN_ERROR.code;
        }

        int own(Throwable failure) {
            invocation.say(RootCommand.NAME + ": " + cut(failure));
            invocation.say(
                    "this is an error of upscale4j's own, please report it; UPSCALE4J_DEBUG=1 shows where it is");
            if (invocation.variable("UPSCALE4J_DEBUG").equals("1")) {
                trace(failure);
            }
            return ExitCode.OWN_ERROR.code;
        }

        private String cut(Throwable failure) {
            String text =
                    invocation.secrets().shown(failure.toString()); // before it is cut, which could cut a secret in two
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " and so on";
        }

        private void trace(Throwable failure) {
            int depth = 0;
            for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause(), depth++) {
                invocation.say((depth == 0 ? "" : "caused by ") + cut(cause));
                for (StackTraceElement frame : cause.getStackTrace()) {
                    invocation.say("    at " + frame);
                }
            }
        }
    }
}
