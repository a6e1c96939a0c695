package io.github.upscale4j.cli;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.github.upscale4j.cli.Outcome.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pictures before and after, side by side, as pages that run nothing and load nothing but these pictures: what they may do is
 * said in a policy that a browser keeps. They are well-formed XML, so that whatever stood in a file's name can be seen to have
 * stayed text.
 */
final class ContactSheet {
    private static final String GENERATOR = "<meta name=\"generator\" content=\"upscale4j\"/>";
    private static final String FILTER_RULES = """
            #ID:target ~ main .card:not(.k-ID), #ID:target ~ * .pages.whole { display: none; }
            #ID:target ~ * .pages.of.k-ID { display: flex; }
            #ID:target ~ header .meaning.k-ID { display: block; }
            #ID:target ~ header .kinds .k-ID { background: var(--tone-soft); border-color: var(--tone); }
            """;
    private static final int HEAD_CHARACTERS = 1024;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final SheetPages pages;
    private final PageLinks inputs;
    private final PageLinks results;
    private final Template template;
    private final Map<String, Object> common;

    private ContactSheet(Path first, Path in, Path out, List<Outcome> outcomes, Costs costs, Instant at) {
        this.folder = Objects.requireNonNull(first.toAbsolutePath().getParent(), "the folder of the sheet");
        this.pages = new SheetPages(first, outcomes);
        this.inputs = new PageLinks(folder, in);
        this.results = new PageLinks(folder, out);
        this.template = Mustache.compiler()
                .withEscaper(text -> Escapers.HTML.escape(Shown.escaped(text)))
                .withLoader(name -> new StringReader(resource(name + ".mustache")))
                .emptyStringIsFalse(true)
                .compile(resource("contact-sheet.mustache"));
        String style = resource("contact-sheet.css") + filterRules();
        String version = ContactSheet.class.getPackage().getImplementationVersion();
        this.common = Map.ofEntries(
                Map.entry("style", style),
                Map.entry("styleHash", "sha256-" + base64Sha256(style)),
                Map.entry("in", in.toString()),
                Map.entry("out", out.toString()),
                Map.entry("pictures", Figures.count(outcomes.size(), "picture")),
                Map.entry("total", Figures.count(outcomes.size())),
                Map.entry(
                        "spent",
                        Figures.count(costs.calls(), "call") + " / " + Figures.count(costs.images(), "image")
                                + " spent"),
                Map.entry("at", at.toString()),
                Map.entry("date", MINUTE.format(at)),
                Map.entry("version", version == null ? "" : version),
                Map.entry("first", pages.link(1)),
                Map.entry("last", Figures.count(pages.last())),
                Map.entry("several", pages.last() > 1));
    }

    /**
     * Writes the pages, in place of those that are there.
     *
     * @param file the first page; the others are beside it, {@code contact-sheet-2.html} and so on
     * @param in the folder that the outcomes' names are relative to
     * @param out the folder that their files are relative to
     * @param at when this was
     */
    static void write(Path file, Path in, Path out, List<Outcome> outcomes, Costs costs, Instant at)
            throws IOException {
        ContactSheet sheet = new ContactSheet(file, in, out, outcomes, costs, at);
        // The first page last: it leads to the others.
        for (int page = sheet.pages.last(); page > 0; page--) {
            sheet.write(page);
        }
        sheet.deleteOlderPages();
    }

    private void write(int page) throws IOException {
        Path part = folder.resolve(".upscale4j-" + UUID.randomUUID() + ".part");
        try {
            try (Writer writer = Files.newBufferedWriter(
                    part, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                template.execute(model(page), common, writer);
            } catch (MustacheException e) {
                if (e.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw e;
            }
            Files.move(part, folder.resolve(pages.fileName(page)), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Map<String, Object> model(int page) {
        return Map.of(
                "number", Figures.count(page),
                "kinds", pages.filters(page),
                "steps", pages.steps(page),
                "cards",
                        (Iterable<SheetCard>) () -> pages.on(page).stream()
                                .map(outcome -> SheetCard.of(outcome, inputs, results))
                                .iterator());
    }

    /** Those of a sheet that had more. Nobody else's file is touched. */
    private void deleteOlderPages() throws IOException {
        for (int page = pages.last() + 1; ; page++) {
            Path file = folder.resolve(pages.fileName(page));
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOurs(file)) {
                return;
            }
            Files.delete(file);
        }
    }

    private static boolean isOurs(Path file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            char[] head = new char[HEAD_CHARACTERS];
            int length = reader.read(head);
            return length > 0 && new String(head, 0, length).contains(GENERATOR);
        }
    }

    /** A kind's address shows only its cards, and how one gets to more of them. */
    private static String filterRules() {
        return Stream.of(Kind.values())
                .map(Kind::id)
                .map(id -> FILTER_RULES.replace("ID", id))
                .collect(Collectors.joining());
    }

    private static String base64Sha256(String text) {
        byte[] hash = HexFormat.of().parseHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
        return Base64.getEncoder().encodeToString(hash);
    }

    private static String resource(String name) {
        try (InputStream in = ContactSheet.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("expected " + name + " on the class path but found nothing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
