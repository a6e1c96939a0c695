package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed links that a server puts where none belongs. */
class LinksIT {
    private static final String LINK = "https://example.com/a.png?sig=c0ffee";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"resolution", "upscaled_resolution", "prompt", "style_type", "seed"})
    void areInTheLedgerAtMost(String member) throws Exception {
        Files.createDirectory(folder.resolve("in"));
        Files.write(folder.resolve("in/photo.png"), Pictures.png(1));
        String fault =
                "{\"patch\": [{\"op\": \"add\", \"path\": \"/data/0/" + member + "\", \"value\": \"" + LINK + "\"}]}";
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(Cli.KEY).build())) {
            provider.setFaults(List.of(Fault.parse(fault)));
            Cli.Run run = Cli.command("batch", "in", "out", "--json")
                    .calling(provider)
                    .in(folder)
                    .run()
                    .expecting(ExitCode.OK);
            assertFalse((run.out() + run.err()).contains("c0ffee"), run.out() + run.err());
            String sheet = Files.readString(folder.resolve("out/contact-sheet.html"));
            assertFalse(sheet.contains("c0ffee"), sheet);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://example.com/a.png?sig=c0ffee", "//example.com/a.png?sig=c0ffee", "/a.png?sig=c0ffee"})
    void thatNobodyCanFollowAreLost(String link) throws Exception {
        Files.write(folder.resolve("photo.png"), Pictures.png(1));
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(Cli.KEY).build())) {
            provider.setFaults(List.of(Fault.parse(
                    "{\"patch\": [{\"op\": \"replace\", \"path\": \"/data/0/url\", \"value\": \"" + link + "\"}]}")));
            Cli.Run run = Cli.command("upscale", "photo.png", "--json")
                    .calling(provider)
                    .in(folder)
                    .run()
                    .expecting(ExitCode.NOT_SAVED);
            assertTrue(run.out().contains("\"outcome\":\"lost\""), run.out());
            assertTrue(run.err().contains("--retry-lost"), run.err());
            assertFalse((run.out() + run.err()).contains("c0ffee"), run.out() + run.err());
        }
    }
}
