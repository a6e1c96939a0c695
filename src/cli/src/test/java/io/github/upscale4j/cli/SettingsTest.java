package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.upscale4j.ImageFile;
import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.UpscaleRequest.MagicPromptOption;
import io.github.upscale4j.model.UpscaleRequest.MagicPromptVersion;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    private static UpscaleSettings upscale(String... arguments) {
        return ProgramRun.ready().command(UpscaleCommand.class, arguments).settings();
    }

    private static BatchSettings batch(String... arguments) {
        return ProgramRun.ready().command(BatchCommand.class, arguments).settings();
    }

    @Test
    void sendsNoParameterThatIsNotGiven() {
        UpscaleSettings settings = upscale("upscale", "photo.jpg");
        assertEquals(UpscaleRequest.builder().build(), settings.request());
        assertEquals(Path.of("photo.jpg"), settings.picture());
        assertNull(settings.output());
        assertEquals(new Handling(false, false, false, false, false, false, false), settings.handling());
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                Arguments.of("--prompt=a quiet beach", UpscaleRequest.builder().prompt("a quiet beach")),
                Arguments.of("--prompt=", UpscaleRequest.builder().prompt("")),
                Arguments.of(
                        "--prompt=\"so\" & ${HOME} %n", UpscaleRequest.builder().prompt("\"so\" & ${HOME} %n")),
                Arguments.of("--resemblance=1", UpscaleRequest.builder().resemblance(1)),
                Arguments.of("--detail=100", UpscaleRequest.builder().detail(100)),
                Arguments.of("--magic-prompt=off", UpscaleRequest.builder().magicPromptOption(MagicPromptOption.OFF)),
                Arguments.of("--magic-prompt=AUTO", UpscaleRequest.builder().magicPromptOption(MagicPromptOption.AUTO)),
                Arguments.of(
                        "--magic-prompt-version=v_0_3",
                        UpscaleRequest.builder().magicPromptVersion(MagicPromptVersion.V_0_3)),
                Arguments.of("--seed=2147483647", UpscaleRequest.builder().seed(2147483647)),
                Arguments.of("--seed=0", UpscaleRequest.builder().seed(0)),
                Arguments.of("--num-images=8", UpscaleRequest.builder().numImages(8)));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void eachParameterArrivesAlone(String argument, UpscaleRequest.Builder request) {
        assertEquals(request.build(), upscale("upscale", argument, "a").request());
        assertEquals(request.build(), batch("batch", "a", argument, "b").request());
    }

    @Test
    void groupsOfOptionsMayBeMixed() {
        UpscaleCommand command = ProgramRun.ready()
                .command(
                        UpscaleCommand.class,
                        "upscale",
                        "--prompt",
                        "x",
                        "--base-url",
                        "http://localhost:2",
                        "--json",
                        "--seed",
                        "3",
                        "a",
                        "--auth",
                        "key",
                        "--detail",
                        "4");
        assertEquals(
                UpscaleRequest.builder().prompt("x").seed(3).detail(4).build(),
                command.settings().request());
        assertEquals(
                "http://localhost:2/ideogram/upscale",
                command.connection.endpoint(ProgramRun.bare().invocation()).toString());
        assertEquals(UpscaleClient.Authorization.KEY, command.connection.authorization());
    }

    @Test
    void aPictureMayBeginWithAnAt(@TempDir Path folder) throws IOException {
        Path arguments = Files.writeString(folder.resolve("photo.jpg"), "--seed 3 another.jpg");
        UpscaleSettings settings = upscale("upscale", "@" + arguments);
        assertEquals(Path.of("@" + arguments), settings.picture());
        assertNull(settings.request().seed());
    }

    @Test
    void theClientKeepsTheLimitOfImagesInFlight() throws IOException {
        ProviderOptions slow = ProviderOptions.builder()
                .anyKey(true)
                .latency(Duration.ofMillis(200))
                .build();
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", picture);
        try (Provider provider = Provider.start(slow)) {
            BatchSettings settings = batch("batch", "a", "b", "--in-flight=1", "--base-url=" + provider.baseUrl());
            try (UpscaleClient client = settings.client().build()) {
                Stream.of(1, 2)
                        .map(call -> client.upscaleAsync(ImageFile.of(picture.toByteArray()), settings.request()))
                        .toList()
                        .forEach(CompletableFuture::join);
            }
            assertEquals(2, provider.journal().snapshot().imagesBilled());
            assertEquals(1, provider.journal().snapshot().maxImagesInFlight());
        }
    }

    @Test
    void relativePathsStartAtTheDirectory() {
        ProgramRun run = ProgramRun.ready();
        run.directory = Path.of("/work");
        UpscaleSettings settings = run.command(UpscaleCommand.class, "upscale", "a.jpg", "-o", "b.png")
                .settings();
        assertEquals(Path.of("/work/a.jpg"), settings.picture());
        assertEquals(Path.of("/work/b.png"), settings.output());
        BatchSettings batch =
                run.command(BatchCommand.class, "batch", "in", "/out").settings();
        assertEquals(Path.of("/work/in"), batch.inDir());
        assertEquals(Path.of("/out"), batch.outDir());
        assertEquals(Path.of("/out/upscale4j-ledger.jsonl"), batch.ledger());
    }

    @Test
    void batchHasLimitsOnlyWhereTheyAreGiven() {
        BatchSettings usual = batch("batch", "a", "b");
        assertEquals(10, usual.inFlight());
        assertEquals(10, usual.giveUpAfter());
        assertEquals(Long.MAX_VALUE, usual.maxCalls());
        assertEquals(Long.MAX_VALUE, usual.maxImages());
        assertEquals(true, usual.contactSheet());

        BatchSettings limited = batch(
                "batch",
                "a",
                "b",
                "--in-flight=1000",
                "--give-up-after=3",
                "--max-calls=0",
                "--max-images=7",
                "--ledger=l.jsonl",
                "--no-contact-sheet");
        assertEquals(1000, limited.inFlight());
        assertEquals(3, limited.giveUpAfter());
        assertEquals(0, limited.maxCalls());
        assertEquals(7, limited.maxImages());
        assertEquals(Path.of("l.jsonl"), limited.ledger());
        assertFalse(limited.contactSheet());
    }

    static Stream<Arguments> handlings() {
        return Stream.of(
                Arguments.of("--overwrite", new Handling(true, false, false, false, false, false, false)),
                Arguments.of("--strict", new Handling(false, true, false, false, false, false, false)),
                Arguments.of("--retry-unknown", new Handling(false, false, true, false, false, false, false)),
                Arguments.of("--retry-lost", new Handling(false, false, false, true, false, false, false)),
                Arguments.of("--dry-run", new Handling(false, false, false, false, true, false, false)),
                Arguments.of("--json", new Handling(false, false, false, false, false, true, false)),
                Arguments.of("--quiet", new Handling(false, false, false, false, false, false, true)),
                Arguments.of("-q", new Handling(false, false, false, false, false, false, true)));
    }

    @ParameterizedTest
    @MethodSource("handlings")
    void eachFlagSetsItsOwn(String flag, Handling handling) {
        assertEquals(handling, upscale("upscale", "a", flag).handling());
        assertEquals(handling, batch("batch", flag, "a", "b").handling());
    }

    @Test
    void theOptionGoesBeforeTheVariable() {
        UpscaleCommand command =
                ProgramRun.ready().command(UpscaleCommand.class, "upscale", "a", "--base-url=https://x.example/v1/");
        Invocation invocation = ProgramRun.ready().invocation();
        assertEquals(
                "https://x.example/v1/ideogram/upscale",
                command.connection.endpoint(invocation).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--base-url=https://x.example",
                "--base-url=https://x.example/",
                "--base-url=https://x.example/a%20b//",
                "--base-url= HTTPS://X.example:8443/v1 ",
                "--base-url=https://x.example --path=/upscale",
                "--base-url=https://x.example/v1 --path=/a/b%2Fc",
                "--base-url=http://x.example --allow-http"
            })
    void doctorAsksWhereCallsGo(String arguments) {
        String[] all = ("upscale a " + arguments)
                .replaceFirst("= ", "=+")
                .replaceFirst(" $", "+")
                .split(" ");
        for (int i = 0; i < all.length; i++) {
            all[i] = all[i].replace('+', ' ');
        }
        ProgramRun run = ProgramRun.ready();
        ConnectionOptions connection = run.command(UpscaleCommand.class, all).connection;
        try (UpscaleClient client = connection.client(run.invocation()).build()) {
            assertEquals("UpscaleClient[POST " + connection.endpoint(run.invocation()) + "]", client.toString());
        }
    }

    @Test
    void aProxyIsNotLookedUpBeforeItIsUsed() {
        ConnectionOptions connection =
                ProgramRun.ready().command(UpscaleCommand.class, "upscale", "a", "--proxy=[::1]:3128").connection;
        InetSocketAddress address =
                (InetSocketAddress) Objects.requireNonNull(connection.proxy()).address();
        assertEquals("::1", address.getHostString());
        assertEquals(3128, address.getPort());
    }
}
