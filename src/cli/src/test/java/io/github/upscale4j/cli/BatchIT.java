package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.cli.Batches.Told;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code batch}, as a process against the provider: what it makes, tells, and leaves for the next run. */
class BatchIT {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @TempDir
    Path folder;

    private Batches batches;

    @BeforeEach
    void start() throws Exception {
        batches = Batches.of(folder, 3);
    }

    @AfterEach
    void end() {
        batches.close();
    }

    @Test
    void savesAllAndTellsItOnceAndASecondRunDoesNothing() throws Exception {
        batches.add("sub folder/b.jpg", Pictures.JPEG)
                .add("c.webp", Pictures.WEBP)
                .add("notes.txt", new byte[] {'a'});

        Cli.Run run = batches.run().expecting(ExitCode.OK);
        assertEquals(batches.results(), savedPaths(run));
        assertEquals(5, run.outLines().size());
        for (String name : batches.results()) {
            assertNotNull(ImageIO.read(batches.out.resolve(name).toFile()), name);
        }
        assertTrue(run.err().matches("(?s).*\n? +done +5\n.*\n +spent +5 +calls / 5 images\n.*"), run.err());
        assertEquals(5, batches.journal().callsBilled());
        int requests = batches.journal().exchanges().size();

        Cli.Run second = batches.run().expecting(ExitCode.OK);
        assertEquals("", second.out());
        assertTrue(
                second.err().matches("(?s).*\n +done earlier +5 +in an earlier run\n.*\n +spent +0 .*"), second.err());
        assertEquals(requests, batches.journal().exchanges().size());
    }

    @Test
    void samePictureIsPaidForOnceWhateverItsName() throws Exception {
        batches.add("same.png", Files.readAllBytes(batches.in.resolve("01.png")));

        Told first = batches.tell().expecting(ExitCode.OK);
        assertEquals(
                Map.of("01.png", "done", "02.png", "done", "03.png", "done", "same.png", "copied"), first.outcomes());
        assertArrayEquals(result("01.png"), result("same.png"));

        Files.move(batches.in.resolve("02.png"), batches.in.resolve("renamed.png"));
        Told second = batches.tell().expecting(ExitCode.OK);
        assertEquals("copied", second.outcomes().get("renamed.png"), second::toString);
        assertArrayEquals(result("02.png"), result("renamed.png"));
        assertEquals(3, batches.journal().callsBilled());
        assertEquals(3, Batches.downloads(batches.journal()));
    }

    @Test
    void samePictureSharesItsFateAndIsToldOnItsOwn() throws Exception {
        batches.add("same.png", Files.readAllBytes(batches.in.resolve("01.png")));
        batches.faults("{\"reset\": \"answer\", \"nth\": 1}");

        Told told = batches.tell("--in-flight", 1).expecting(ExitCode.PARTLY);

        assertEquals(
                Map.of("01.png", "unknown", "02.png", "done", "03.png", "done", "same.png", "unknown"),
                told.outcomes());
        assertEquals(3, batches.journal().callsBilled());
    }

    @Test
    void eventsAreOneForEachInputBetweenStartAndSummary() throws Exception {
        batches.add("same.png", Files.readAllBytes(batches.in.resolve("01.png")))
                .add("torn.png", new byte[] {(byte) 0x89, 'P', 'N', 'G'})
                .add("notes.txt", new byte[] {'a'})
                .faults("{\"reset\": \"answer\", \"nth\": 2}");

        Told told = batches.tell("--in-flight", 1).expecting(ExitCode.PARTLY);

        Map<?, ?> start = told.events().get(0);
        assertEquals(
                List.of("start", 5.0, 1.0), List.of(start.get("event"), start.get("pictures"), start.get("skipped")));
        assertEquals(
                Map.of(
                        "01.png", "done",
                        "02.png", "unknown",
                        "03.png", "done",
                        "same.png", "copied",
                        "torn.png", "refused",
                        "notes.txt", "skipped"),
                told.outcomes());
        assertEquals("summary", told.summary().get("event"));
        assertEquals(8, told.events().size());
        Map<String, Double> counted = new TreeMap<>();
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            counted.put(kind.id(), (double) told.count(kind.id()));
        }
        assertEquals(counted, told.summary().get("counts"));
        assertEquals(
                List.of(3.0, 3.0, 5.0),
                List.of(
                        told.summary().get("calls"),
                        told.summary().get("images"),
                        told.summary().get("exit")));
        assertFalse(told.toString().contains("sig=") || told.toString().contains(Cli.KEY), told::toString);
    }

    @Test
    void dryRunCountsAndSendsAndWritesNothing() throws Exception {
        batches.add("same.png", Files.readAllBytes(batches.in.resolve("01.png")));

        Cli.Run before = batches.run("--dry-run", "--num-images", 2).expecting(ExitCode.OK);
        assertTrue(before.err().contains("would send 3 calls for 6 images; nothing was sent"), before.err());
        assertFalse(Files.exists(batches.out));
        assertEquals(0, batches.journal().connections());

        batches.tell("--max-calls", 1, "--no-contact-sheet").expecting(ExitCode.PARTLY);
        String ledger = batches.ledger();
        int requests = batches.journal().exchanges().size();
        Told planned = batches.tell("--dry-run").expecting(ExitCode.OK);
        assertEquals(List.of("done", "send", "send", "done"), actions(planned));
        assertEquals(2.0, planned.summary().get("calls"));
        assertEquals(List.of("01.png"), batches.results());
        assertEquals(ledger, batches.ledger());
        assertEquals(requests, batches.journal().exchanges().size());
    }

    @Test
    void contactSheetLeadsToWhatIsThere() throws Exception {
        batches.add("sub #1/50 % \"off\".png");
        batches.run().expecting(ExitCode.OK);

        Path sheet = batches.out.resolve(BatchReport.CONTACT_SHEET);
        String html = Files.readString(sheet);
        List<Integer> places = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> html.indexOf("0" + number + ".png"))
                .toList();
        assertEquals(places.stream().sorted().toList(), places, "by name");
        List<String> links = LINK.matcher(html)
                .results()
                .map((MatchResult link) -> link.group(1).replaceFirst("#.*", ""))
                .filter(link -> !link.isEmpty())
                .distinct()
                .toList();
        assertTrue(links.size() >= 8, () -> "before and after of 4 pictures, but found " + links);
        List<String> pictures = links.stream()
                .map(link -> Path.of(sheet.toUri().resolve(link)))
                .map(file -> folder.relativize(file).toString())
                .filter(name -> !name.endsWith(".html"))
                .toList();
        assertTrue(pictures.get(0).startsWith("in/"), () -> "before is before after: " + pictures);
        assertEquals(pictures.get(0).replaceFirst("in/", "out/"), pictures.get(1));
        for (String link : links) {
            URI uri = sheet.toUri().resolve(link);
            assertEquals("file", uri.getScheme(), link);
            assertTrue(Files.isRegularFile(Path.of(uri)), link);
        }
        assertFalse(html.contains(batches.provider().baseUrl().getHost()) || html.contains("sig="), html);

        Files.delete(sheet);
        batches.run("--no-contact-sheet").expecting(ExitCode.OK);
        assertFalse(Files.exists(sheet));
    }

    @Test
    void severalImagesOfOneCallAreCountedAsSuch() throws Exception {
        Told told = batches.tell("--num-images", 3, "--max-images", 7).expecting(ExitCode.PARTLY);
        assertEquals(2, told.count("done"), told::toString);
        assertEquals(1, told.count("left"), told::toString);
        assertEquals(
                List.of("01-1.png", "01-2.png", "01-3.png", "02-1.png", "02-2.png", "02-3.png"), batches.results());
        assertTrue(String.valueOf(told.summary().get("stopped")).startsWith("--max-images:"), told::toString);

        batches.tell("--num-images", 3, "--max-images", 9).expecting(ExitCode.OK);
        assertEquals(9, batches.journal().imagesBilled());
        assertEquals(9, batches.results().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "remove  | /data/0/resolution    | done     | 0 | 4 | breaks the contract",
                "replace | /data/0/is_image_safe | withheld | 0 | 4 | billed all the same",
                "replace | /data/0/url           | billed   | 4 | 4 | expected a link to the image but found none",
            })
    void oddAnswersAreToldAndCountInStrictMode(
            String operation, String path, String outcome, int exitCode, int strict, String message) throws Exception {
        String value =
                operation.equals("remove") ? "" : ", \"value\": " + (outcome.equals("billed") ? "null" : "false");
        String more =
                outcome.equals("withheld") ? ", {\"op\": \"replace\", \"path\": \"/data/0/url\", \"value\": null}" : "";
        batches.faults("{\"on\": \"success\", \"nth\": 2, \"patch\": [{\"op\": \"" + operation + "\", \"path\": \""
                + path + "\"" + value + "}" + more + "]}");

        Told told = batches.tell("--in-flight", 1);
        Told strictly = batches.tell("--strict");

        assertEquals(exitCode, told.run().exitCode(), told::toString);
        assertEquals(strict, strictly.run().exitCode(), strictly::toString);
        assertEquals(Map.of("01.png", "done", "02.png", outcome, "03.png", "done"), told.outcomes());
        assertTrue(told.run().err().contains(message), told::toString);
        assertEquals(3, batches.journal().callsBilled());
    }

    @Test
    void deadLinksAreToldAndPaidForAgainOnlyIfTheUserSaysSo() throws Exception {
        batches.faults("{\"on\": \"download\", \"status\": 410}");

        assertEquals(3, batches.tell().expecting(ExitCode.NOT_SAVED).count("lost"));
        Told again = batches.tell().expecting(ExitCode.NOT_SAVED);
        assertEquals(3, again.count("lost"), again::toString);
        assertTrue(again.run().err().contains("next: --retry-lost pays again for 3 pictures"), again::toString);
        assertEquals(3, batches.journal().callsBilled());

        batches.faults();
        Told paid = batches.tell("--retry-lost").expecting(ExitCode.OK);
        assertEquals(3, paid.count("done"), paid::toString);
        assertEquals(6, batches.journal().callsBilled());
    }

    @Test
    void whatIsInDoubtIsListedAndSentAgainOnlyIfTheUserSaysSo() throws Exception {
        batches.faults("{\"reset\": \"answer\", \"nth\": 2}");

        batches.tell("--in-flight", 1).expecting(ExitCode.PARTLY);
        Told again = batches.tell().expecting(ExitCode.PARTLY);
        assertEquals("unknown", again.outcomes().get("02.png"), again::toString);
        assertTrue(again.run().err().contains("next: --retry-unknown pays again for 1 picture"), again::toString);
        assertEquals(3, batches.journal().callsBilled());

        batches.tell("--retry-unknown").expecting(ExitCode.OK);
        assertEquals(4, batches.journal().callsBilled());
    }

    @Test
    void whatIsPaidForIsFetchedFirstWithoutACallAlsoAfterItsInputIsGoneOrAtTheLimit() throws Exception {
        batches.faults("{\"on\": \"download\", \"status\": 503}");
        Told first = batches.tell("--max-calls", 3).expecting(ExitCode.NOT_SAVED);
        assertEquals(3, first.count("unsaved"), first::toString);

        batches.faults().add("00.png");
        Files.delete(batches.in.resolve("02.png"));
        int before = batches.journal().exchanges().size();
        Told second = batches.tell("--in-flight", 1, "--max-calls", 3).expecting(ExitCode.PARTLY);
        assertEquals(List.of("01.png", "02.png", "03.png"), batches.results());
        assertEquals("left", second.outcomes().get("00.png"), second::toString);
        assertEquals(3, batches.journal().callsBilled());

        batches.tell().expecting(ExitCode.OK);
        assertEquals(
                List.of("DOWNLOAD", "DOWNLOAD", "DOWNLOAD", "CALL", "DOWNLOAD"),
                batches.journal().exchanges().stream()
                        .skip(before)
                        .map(exchange -> exchange.kind().name())
                        .toList());
    }

    private byte[] result(String name) throws Exception {
        return Files.readAllBytes(batches.out.resolve(name));
    }

    private static List<Object> actions(Told planned) {
        return planned.events("plan").stream()
                .<Object>map(event -> event.get("action"))
                .toList();
    }

    private List<String> savedPaths(Cli.Run run) {
        return Stream.of(run.out().split("\n"))
                .map(line -> batches.out.relativize(folder.resolve(line)).toString())
                .sorted()
                .toList();
    }
}
