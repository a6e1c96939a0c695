package io.github.upscale4j.cli;

import io.github.upscale4j.api.UpscaleApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code upscale4j upscale}. */
@Command(
        name = "upscale",
        abbreviateSynopsis = true,
        description = {
            "Upscales one picture, which is one paid call, and prints where the results are.",
            "The same command again fetches what was paid for and not saved; it pays nothing twice."
        })
final class UpscaleCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(
            paramLabel = "PICTURE",
            description = "A PNG, JPEG or WebP file of at most " + UpscaleApi.IMAGE_FILE_MAX_BYTES + " bytes.")
    Path picture = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            converter = Arguments.Output.class,
            description =
                    "Where the result goes, or a folder that is there; of several, each has -1, -2 and so on before the extension "
                            + "(default: PICTURE-upscaled beside PICTURE, with the extension of what came).")
    @Nullable Path output;

    @Mixin
    HandlingOptions handling = new HandlingOptions();

    @Mixin
    HelpOption help = new HelpOption();

    @ArgGroup(exclusive = false, heading = "%nParameters, of which none is sent that is not given:%n")
    ParameterOptions parameters = new ParameterOptions();

    @ArgGroup(exclusive = false, heading = "%nWhere calls go:%n")
    ConnectionOptions connection = new ConnectionOptions();

    UpscaleCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws IOException {
        return Upscaling.run(settings(), invocation).code;
    }

    /** @throws WrongUsage if an option will not do */
    UpscaleSettings settings() {
        return new UpscaleSettings(
                invocation.resolve(picture),
                output == null ? null : invocation.resolve(output),
                parameters.request(),
                connection.client(invocation),
                handling.handling());
    }
}
