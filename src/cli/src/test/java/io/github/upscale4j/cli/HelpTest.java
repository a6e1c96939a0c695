package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

final class HelpTest {
    private static final String KEYLESS = "--key";

    private static String help(String... arguments) {
        ProgramRun run = ProgramRun.bare();
        assertEquals(0, run.exits(arguments), run.err());
        assertEquals("", run.err());
        return run.out();
    }

    private static String inOneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upscale", "batch"})
    void everyParameterOfTheContractHasAnOptionThatIsDescribedInItsWords(String command) {
        String help = inOneLine(help(command, "--help"));
        Map<String, Parameter> parameters = Contract.published().parameters();
        assertFalse(parameters.isEmpty());
        CommandLine line = Main.commandLine(ProgramRun.bare().invocation())
                .getSubcommands()
                .get(command);
        parameters.forEach((name, parameter) -> {
            var option = line.getCommandSpec().options().stream()
                    .filter(one -> name.equals(one.descriptionKey()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("expected an option for " + name));
            String described = inOneLine(option.longestName() + "=" + option.paramLabel() + " " + parameter.help());
            assertTrue(help.contains(described), described + "\n" + help);
            assertTrue(described.contains(parameter.description()), described);
            parameter.values().forEach(value -> assertTrue(described.contains(value), described));
            if (parameter.least() != null) {
                assertTrue(
                        described.endsWith("An integer from " + parameter.least() + " to " + parameter.most() + "."));
            }
        });
    }

    @Test
    void everyOptionOfAParameterIsInTheContract() {
        Set<String> names = Contract.published().parameters().keySet();
        Main.commandLine(ProgramRun.bare().invocation()).getSubcommands().values().stream()
                .flatMap(line -> line.getCommandSpec().options().stream())
                .map(CommandLine.Model.OptionSpec::descriptionKey)
                .filter(key -> key != null && !key.isEmpty())
                .forEach(key -> assertTrue(names.contains(key), key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"upscale", "batch", "doctor", "completion"})
    void everyCommandHasHelpThatFitsAnyTerminal(String command) {
        String help = help(command, "--help");
        assertTrue(help.startsWith("Usage: upscale4j " + command), help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
        assertTrue(help.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), help);
        assertTrue(help.contains("Exit codes:"), help);
        assertFalse(help.contains(KEYLESS + "="), help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "upscale --help", "batch --help"})
    void exitCodesAreThoseOfTheProgram(String arguments) {
        String help = inOneLine(help(arguments.split(" ")));
        for (ExitCode exit : ExitCode.values()) {
            assertTrue(help.contains(" " + exit.code + " " + exit.meaning), help);
        }
    }

    @Test
    void versionNamesProgramAndContract() {
        String version = help("--version");
        Contract contract = Contract.published();
        assertEquals(2, version.lines().count(), version);
        assertTrue(version.startsWith("upscale4j "), version);
        assertTrue(
                version.contains("contract " + contract.version() + " (sha256 "
                        + contract.sha256().substring(0, 12) + ")"),
                version);
    }

    @ParameterizedTest
    @CsvSource({"NO_COLOR,1", "NO_COLOR,0", "CLICOLOR,0", "TERM,dumb"})
    void colourIsOffForWhoeverAsks(String variable, String value) {
        ProgramRun run = ProgramRun.bare().with(variable, value);
        assertEquals(
                Ansi.OFF, Main.commandLine(run.invocation()).getColorScheme().ansi());
    }

    @ParameterizedTest
    @CsvSource({"NO_COLOR,''", "CLICOLOR,1", "TERM,xterm"})
    void colourIsLeftToTheTerminalOtherwise(String variable, String value) {
        ProgramRun run = ProgramRun.bare().with(variable, value);
        for (CommandLine command :
                Main.commandLine(run.invocation()).getSubcommands().values()) {
            assertEquals(Ansi.AUTO, command.getColorScheme().ansi());
        }
    }

    @Test
    void helpThatNobodyCanReadIsAFailure() {
        ProgramRun said = ProgramRun.bare();
        PrintStream full = new PrintStream(new FullDisk(), false, StandardCharsets.UTF_8);
        Invocation invocation = new Invocation(
                Map.of(),
                new ByteArrayInputStream(new byte[0]),
                full,
                said.invocation().err(),
                Clock.systemUTC(),
                Path.of(""),
                new Secrets());
        assertEquals(ExitCode.OWN_ERROR.code, Main.run(new String[] {"--version"}, invocation));
        assertEquals("upscale4j: standard output cannot be written\n", said.err());
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws java.io.IOException {
            throw new java.io.IOException("no space left");
        }
    }

    @Test
    void bashCompletesCommandsOptionsAndValues(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("completion.sh");
        Files.writeString(script, help("completion"));
        String asked = ". '" + script + "'\n"
                + "complete -p upscale4j\n"
                + "ask() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _complete_upscale4j; echo \"${COMPREPLY[@]}\"; }\n"
                + "ask upscale4j do\n"
                + "ask upscale4j batch --in-fl\n"
                + "ask upscale4j upscale --magic-prompt A\n";
        Process bash = new ProcessBuilder("bash", "--norc", "-c", asked)
                // Without a terminal it complains that nothing is completed.
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        bash.getOutputStream().close();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(bash.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, bash.exitValue(), answer);
        assertTrue(answer.contains("-F _complete_upscale4j upscale4j"), answer);
        assertTrue(answer.contains("\ndoctor\n--in-flight\nAUTO"), answer);
    }
}
