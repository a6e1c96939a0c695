package io.github.upscale4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code upscale4j doctor}. */
@Command(
        name = "doctor",
        abbreviateSynopsis = true,
        description = {
            "Checks what a call needs, and says what to do.",
            "It sends at most one request, without a picture, which cannot be billed."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder for results (default: ${DEFAULT-VALUE}).")
    Path output = Path.of(".");

    @Option(names = "--json", description = "Tell what was found as one JSON object.")
    boolean json;

    @Mixin
    HelpOption help = new HelpOption();

    @ArgGroup(exclusive = false, heading = "%nWhere calls go:%n")
    ConnectionOptions connection = new ConnectionOptions();

    DoctorCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return new Doctor(invocation, connection, invocation.resolve(output), json).run().code;
    }
}
