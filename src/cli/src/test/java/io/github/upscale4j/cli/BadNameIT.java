package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures with names of every kind: each is done, under a name of its own. Names here are percent-encoded bytes. */
class BadNameIT {
    private static final String EMOJI = "%F0%9F%98%80";
    private static final String LATIN1 = "%E9t%E9";

    @TempDir
    Path folder;

    private Path in;
    private Path out;
    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        in = Files.createDirectory(folder.resolve("in"));
        out = folder.resolve("out");
        provider = Provider.start(ProviderOptions.builder().key(Cli.KEY).build());
    }

    @AfterEach
    void end() {
        provider.close();
    }

    /** Names of inputs, and of their results. */
    private static Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        for (String base : new String[] {
            "two%20words",
            "%20",
            "quote%27s%22%60",
            "new%0Aline",
            "%0D",
            "tab%09",
            "%1B%5B31mred",
            "%E2%80%AEgnp.exe",
            EMOJI,
            "-o",
            "--overwrite",
            "%24(touch%20executed)",
            "%3Btouch%20executed",
            "back%5Cslash",
            "100%25",
            "%2541",
            "h%23a%3Fsh",
            "%26amp;%3Cb%3E",
            "%2A",
            "~",
            "@file",
            "CON",
            "a.b.c",
            "upscale4j-ledger.jsonl",
            "upscale4j-ledger",
            "contact-sheet.html",
            "contact-sheet"
        }) {
            names.put(base + ".png", base + ".png");
        }
        names.put(LATIN1 + ".png", "%25E9t%25E9.png");
        names.put("same.jpg", "same.jpg.png");
        names.put("same.png", "same.png.png");
        names.put("Case.png", "Case.png-" + FileName.hash("Case.png", 8) + ".png");
        names.put("CASE.PNG", "CASE.PNG.png");
        names.put("e%CC%81.png", "e%CC%81.png.png");
        names.put("%C3%A9.png", "%C3%A9.png-" + FileName.hash("\u00E9.png", 8) + ".png");
        names.put("a".repeat(251) + ".png", longResult("a".repeat(235), "a".repeat(251) + ".png"));
        names.put("%C3%A9".repeat(125) + "a.png", longResult("%C3%A9".repeat(117), "\u00E9".repeat(125) + "a.png"));
        return names;
    }

    private static String longResult(String beginning, String name) {
        return beginning + "-" + FileName.hash(name, 8) + ".png";
    }

    /** Its bytes, whatever this JVM's locale is. */
    private static Path raw(Path folder, String encoded) {
        return Path.of(URI.create(folder.toUri() + encoded));
    }

    @Test
    void eachNameHasAResultOfItsOwn() throws Exception {
        Set<Path> expected = new TreeSet<>();
        Files.createDirectory(out);
        int seed = 0;
        for (Map.Entry<String, String> name : names().entrySet()) {
            Files.write(raw(in, name.getKey()), Pictures.png(seed++));
            expected.add(raw(out, name.getValue()));
        }
        expected.add(out.resolve("upscale4j-ledger.jsonl"));
        expected.add(out.resolve("contact-sheet.html"));

        Cli.Run run = batch("in", "out").run().expecting(ExitCode.OK);

        assertEquals(expected, files(out));
        assertEquals(Set.of(in, out), files(folder));
        assertTrue(run.out().contains("out/new\nline.png\n"), run.out());
        assertEquals(names().size(), provider.journal().snapshot().callsBilled());

        Cli.Run again = batch("in", "out").run().expecting(ExitCode.OK);
        assertEquals("", again.out());
        assertEquals(expected, files(out));
        assertEquals(names().size(), provider.journal().snapshot().callsBilled());
    }

    @Test
    void numberedResultsDoNotMeet() throws Exception {
        Files.write(in.resolve("photo.jpg"), Pictures.JPEG);
        Files.write(in.resolve("photo-1.png"), Pictures.png(1));
        Files.write(in.resolve("photo-1-2.png"), Pictures.png(2));

        batch("in", "out", "--num-images", "2").run().expecting(ExitCode.OK);

        assertEquals(
                Set.of(
                        "photo-1.png",
                        "photo-2.png",
                        "photo-1-1.png",
                        "photo-1-2.png",
                        "photo-1-2-1.png",
                        "photo-1-2-2.png",
                        "contact-sheet.html",
                        "upscale4j-ledger.jsonl"),
                files(out).stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({"C,C.UTF-8", "C.UTF-8,C"})
    void inAnotherLocaleNothingIsPaidAgain(String first, String second) throws Exception {
        Files.write(raw(in, EMOJI + ".png"), Pictures.png(1));
        Files.write(raw(in, "%F0%9F%98%81.png"), Pictures.png(2));
        Files.write(raw(in, "twin-" + EMOJI + ".png"), Pictures.png(2));

        batch("in", "out").with("LC_ALL", first).run().expecting(ExitCode.OK);
        batch("in", "out").with("LC_ALL", second).run().expecting(ExitCode.OK);

        assertEquals(2, provider.journal().snapshot().callsBilled());
        for (String base : new String[] {EMOJI, "%F0%9F%98%81", "twin-" + EMOJI}) {
            String name = second.equals("C") ? base.replace("%", "%25") : base;
            assertTrue(Files.isRegularFile(raw(out, name + ".png")), files(out).toString());
        }
    }

    @Test
    void orphanWithANameThatThisLocaleCannotHaveIsFetched() throws Exception {
        Path picture = Files.write(raw(in, EMOJI + ".png"), Pictures.plain(4000, 4000));
        batch("in", "out").under("ulimit -f 16; \"$0\" \"$@\"").run().expecting(ExitCode.NOT_SAVED);
        Files.delete(picture);

        batch("in", "out").with("LC_ALL", "C").run().expecting(ExitCode.OK);

        assertEquals(1, provider.journal().snapshot().callsBilled());
        assertEquals(3, files(out).size(), files(out).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rf",
                "new%0Aline",
                "%24(touch%20executed)",
                EMOJI,
                "@file",
                "a%25b",
            })
    void singlePictureIsDoneWhateverItsNameIs(String base) throws Exception {
        Files.write(raw(in, base + ".png"), Pictures.png(1));

        Cli.Run run = upscale(base + ".png").expecting(ExitCode.OK);

        assertEquals(Set.of(raw(in, base + ".png"), raw(in, base + "-upscaled.png")), files(in));
        assertTrue(run.out().endsWith("-upscaled.png\n"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void longNameIsShortened() throws Exception {
        String name = "a".repeat(251) + ".png";
        Files.write(in.resolve(name), Pictures.png(1));

        upscale(name).expecting(ExitCode.OK);

        assertEquals(Set.of(in.resolve(name), in.resolve("a".repeat(235) + "-upscaled.png")), files(in));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                LATIN1
                        + ".png | C.UTF-8 | upscale4j: PICTURE: expected a path but found bytes that are no text in this locale; batch takes pictures with such names",
                EMOJI
                        + ".png  | C       | upscale4j: PICTURE: expected a path but found characters that a path cannot have in this locale; LC_ALL=C.UTF-8 allows all",
            })
    void nameThatIsNoTextInTheLocaleIsWrongUsage(String name, String locale, String message) throws Exception {
        Files.write(raw(in, name), Pictures.png(1));

        Cli.Run run = command(name).with("LC_ALL", locale).run().expecting(ExitCode.USAGE);

        assertEquals(message, run.err().lines().findFirst().orElse(""));
        assertEquals(0, provider.journal().snapshot().connections());
    }

    private Cli.Command batch(Object... arguments) {
        return Cli.command(
                        Stream.concat(Stream.of("batch"), Stream.of(arguments)).toArray())
                .calling(provider)
                .in(folder);
    }

    private Cli.Run upscale(String name) throws Exception {
        return command(name).run();
    }

    /** With a name whose bytes this JVM perhaps cannot pass on. */
    private Cli.Command command(String name) {
        String escaped = name.replaceAll("%(..)", "\\\\x$1");
        return Cli.command("upscale", "--")
                .under("printf -v name %b '" + escaped + "'; \"$0\" \"$@\" \"$name\"")
                .calling(provider)
                .in(in);
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
