package io.github.upscale4j.cli;

import io.github.upscale4j.model.UpscaleRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code upscale4j batch}. */
@Command(
        name = "batch",
        abbreviateSynopsis = true,
        description = {
            "Upscales every picture of a folder and of the folders in it.",
            "A ledger in OUT_DIR says what was sent, paid for and saved: the same command again, after whatever happened, "
                    + "does the rest, and pays nothing twice."
        })
final class BatchCommand implements Callable<Integer> {
    static final String LEDGER = "upscale4j-ledger.jsonl";

    private static final int MOST_IN_FLIGHT = 1000;
    private static final int IN_FLIGHT = 10;
    private static final int GIVE_UP_AFTER = 10;

    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "IN_DIR", description = "The folder with the pictures.")
    Path inDir = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "OUT_DIR",
            description = "The folder for the results; made if it is not there.")
    Path outDir = Path.of("");

    @Option(
            names = "--in-flight",
            paramLabel = "IMAGES",
            description = "Images, not calls, in progress at the same time, 1 to " + MOST_IN_FLIGHT
                    + ", and no fewer than a call asks for (default: " + IN_FLIGHT + ", the vendor's limit).")
    @Nullable String inFlight;

    @Option(
            names = "--max-calls",
            paramLabel = "N",
            description = "Calls that may be billed at most, over the ledger's life, from 0 (default: no end).")
    @Nullable String maxCalls;

    @Option(
            names = "--max-images",
            paramLabel = "N",
            description = "Images that may be billed at most, over the ledger's life, from 0 (default: no end).")
    @Nullable String maxImages;

    @Option(
            names = "--give-up-after",
            paramLabel = "N",
            description = "Stop after so many failures in a row that are not about the picture (default: "
                    + GIVE_UP_AFTER + ").")
    @Nullable String giveUpAfter;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "Where the ledger is (default: OUT_DIR/" + LEDGER + "). It holds links, which are secrets.")
    @Nullable Path ledger;

    @Option(names = "--no-contact-sheet", description = "Write no pages that show before and after.")
    boolean noContactSheet;

    @Mixin
    HandlingOptions handling = new HandlingOptions();

    @Mixin
    HelpOption help = new HelpOption();

    @ArgGroup(exclusive = false, heading = "%nParameters, of which none is sent that is not given:%n")
    ParameterOptions parameters = new ParameterOptions();

    @ArgGroup(exclusive = false, heading = "%nWhere calls go:%n")
    ConnectionOptions connection = new ConnectionOptions();

    BatchCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws IOException {
        return Batch.run(settings(), invocation).code;
    }

    /** @throws WrongUsage if an option will not do */
    BatchSettings settings() {
        int images = (int) number("--in-flight", inFlight, 1, MOST_IN_FLIGHT, "images", IN_FLIGHT);
        UpscaleRequest request = parameters.request();
        if (request.numImagesOrDefault() > images) {
            throw new WrongUsage("--in-flight: expected at least the " + request.numImagesOrDefault()
                    + " images of a call but found " + images);
        }
        Path out = invocation.resolve(outDir);
        return new BatchSettings(
                invocation.resolve(inDir),
                out,
                ledger == null ? out.resolve(LEDGER) : invocation.resolve(ledger),
                request,
                connection.client(invocation).maxImagesInFlight(images),
                images,
                number("--max-calls", maxCalls, 0, Long.MAX_VALUE, "calls", Long.MAX_VALUE),
                number("--max-images", maxImages, 0, Long.MAX_VALUE, "images", Long.MAX_VALUE),
                (int) number("--give-up-after", giveUpAfter, 1, Integer.MAX_VALUE, "failures", GIVE_UP_AFTER),
                !noContactSheet,
                handling.handling());
    }

    private static long number(String option, @Nullable String text, long least, long most, String things, long usual) {
        return text == null ? usual : Arguments.number(option, text, least, most, things);
    }
}
