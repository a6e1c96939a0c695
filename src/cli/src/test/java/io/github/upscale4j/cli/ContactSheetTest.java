package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.cli.Outcome.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ContactSheetTest {
    private static final Instant AT = Instant.parse("2026-11-22T17:45:00Z");
    private static final Costs COSTS = new Costs(3, 4, 3, 4);
    private static final Set<String> ELEMENTS = Set.of(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "span",
            "header",
            "h1",
            "h2",
            "p",
            "b",
            "i",
            "bdi",
            "time",
            "svg",
            "rect",
            "nav",
            "ul",
            "li",
            "a",
            "main",
            "div",
            "figure",
            "img",
            "figcaption",
            "details",
            "summary",
            "footer");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "photo.jpg",
                "two words.jpg",
                "sub/fol der/photo.jpg",
                "\"quoted\" 'name'.jpg",
                "a#b?c%20d&amp;e.jpg",
                "a:b.jpg",
                "line\nbreak\ttab.jpg",
                "🏔️ 山 é עברית.jpg",
                "..jpg",
                "..a/..b.jpg",
                "<script>alert(1)</script>.jpg",
                "'\"><img src=x onerror=alert(1)>.jpg",
                "{{name}}{{{style}}}.jpg",
                "-->]]>.jpg",
                "a\\b.jpg",
                "\u001b[2J\u202Egpj.jpg",
                "javascript:alert(1).jpg"
            })
    void aHostileNameStaysTextAndItsLinkLeadsToItsFile(String name) throws Exception {
        Path in = Files.createDirectories(folder.resolve("in put"));
        Path out = Files.createDirectories(folder.resolve("out/deep?"));
        for (Path file : List.of(in.resolve(name), out.resolve(name))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "picture");
        }
        Saved saved = new Saved(name, 7, "2x3", 5L, false);
        Path page = out.resolve("contact-sheet.html");
        ContactSheet.write(page, in, out, List.of(new Outcome(name, Kind.DONE, name, List.of(saved))), COSTS, AT);

        Document document = parsed(page);
        List<Path> targets = new ArrayList<>();
        for (Element image : elements(document, "img")) {
            targets.add(Path.of(page.toUri().resolve(new URI(image.getAttribute("src")))));
        }
        assertEquals(List.of(in.resolve(name), out.resolve(name), in.resolve(name), out.resolve(name)), targets);
        assertEquals(Shown.text(name), elements(document, "h2").get(0).getTextContent());
    }

    @Test
    void thePageRunsNothingAndAsksNobody() throws Exception {
        Path page = sheet(outcomes(Kind.values().length));
        String text = Files.readString(page);
        Set<String> names = new TreeSet<>();
        for (Element element : elements(parsed(page), "*")) {
            names.add(element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String attribute = element.getAttributes().item(i).getNodeName();
                assertFalse(attribute.startsWith("on") || attribute.equals("style"), attribute);
            }
            for (String link : List.of(element.getAttribute("href"), element.getAttribute("src"))) {
                assertTrue(link.isEmpty() || link.startsWith("./") || link.startsWith("../"), link);
            }
        }
        assertTrue(ELEMENTS.containsAll(names), names.toString());
        assertFalse(text.contains("url(") || text.contains("@import"), "style sheets load nothing");
        assertEquals("http://www.w3.org/1999/xhtml", found(text, "(?i)(https?:[^\"]*)"));

        String style = found(text, "(?s)<style>(.*)</style>");
        String policy = found(text, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "default-src 'none'; img-src 'self' file: data:; style-src 'sha256-" + hash
                        + "'; base-uri 'none'; form-action 'none'",
                policy);
    }

    @Test
    void noSignedLinkIsOnThePage() throws Exception {
        Outcome lost = new Outcome("a.jpg", Kind.LOST, "GET https://cdn.example/a.png?sig=SECRET gave 403", List.of());
        assertFalse(Files.readString(sheet(List.of(lost))).contains("SECRET"));
    }

    @Test
    void everyKindIsCountedAndHasItsFilter() throws Exception {
        Path page = sheet(outcomes(Kind.values().length * 2));
        String text = Files.readString(page);
        for (Kind kind : Kind.values()) {
            assertTrue(text.contains("<span class=\"filter\" id=\"" + kind.id() + "\">"), kind.id());
            assertTrue(text.contains("#" + kind.id() + ":target ~ main .card:not(.k-" + kind.id() + ")"), kind.id());
            assertTrue(
                    text.contains("href=\"./contact-sheet.html#" + kind.id() + "\" title=\"" + kind.meaning
                            + "\"><b>2</b> " + kind.label),
                    kind.id());
        }
    }

    @Test
    void whatIsNoPictureIsNotLinked() throws Exception {
        Files.createDirectories(folder.resolve("in/folder.jpg"));
        Files.writeString(folder.resolve("in/notes.txt"), "notes");
        Path page = sheet(List.of(
                new Outcome("notes.txt", Kind.SKIPPED, "not a picture", List.of()),
                new Outcome("folder.jpg", Kind.REFUSED, "a directory", List.of()),
                new Outcome("gone.jpg", Kind.FAILED, "gone", List.of())));
        assertEquals(List.of(), elements(parsed(page), "img"));
    }

    @Test
    void aWithheldImageIsSaidInItsPlace() throws Exception {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/a.jpg"), "picture");
        Path page = sheet(List.of(new Outcome(
                "a.jpg",
                Kind.DONE,
                null,
                List.of(new Saved("a-1.png", 1, null, null, false), new Saved("", 0, "2x2", 1L, true)))));
        List<Element> figures = elements(parsed(page), "figure");
        assertEquals(3, figures.size());
        assertTrue(figures.get(1).getTextContent().contains("after 1 of 2"));
        assertTrue(
                figures.get(2).getTextContent().startsWith("withheld"),
                figures.get(2).getTextContent());
    }

    @Test
    void twoHundredPicturesAreAPageAndAllPagesAreLinked() throws Exception {
        sheet(outcomes(601));
        Set<String> seen = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of("contact-sheet.html"));
        int cards = 0;
        while (!open.isEmpty()) {
            String name = open.remove(0);
            if (seen.add(name)) {
                Document page = parsed(folder.resolve("out").resolve(name));
                for (Element item : elements(page, "li")) {
                    cards += item.getAttribute("class").startsWith("card ") ? 1 : 0;
                }
                for (Element link : elements(page, "a")) {
                    Matcher target =
                            Pattern.compile("\\./(contact-sheet[^#]*)(#.*)?").matcher(link.getAttribute("href"));
                    if (target.matches()) {
                        open.add(target.group(1));
                    }
                }
            }
        }
        assertEquals(
                Set.of("contact-sheet.html", "contact-sheet-2.html", "contact-sheet-3.html", "contact-sheet-4.html"),
                seen);
        assertEquals(601, cards);
    }

    @Test
    void aShorterSheetTakesOlderPagesAwayAndNobodyElsesFile() throws Exception {
        Path foreign = Files.createDirectories(folder.resolve("out")).resolve("contact-sheet-3.html");
        Files.writeString(foreign, "mine");
        sheet(outcomes(400));
        sheet(outcomes(3));
        assertEquals(List.of("contact-sheet-3.html", "contact-sheet.html"), names());
        assertEquals("mine", Files.readString(foreign));
    }

    @Test
    void aSheetThatCannotBeWrittenLeavesNothingBehind() throws Exception {
        Files.createDirectories(folder.resolve("out/contact-sheet.html/x"));
        assertThrows(IOException.class, () -> sheet(outcomes(1)));
        assertEquals(List.of("contact-sheet.html"), names());
    }

    @Test
    void nothingIsAPageToo() throws Exception {
        assertTrue(Files.readString(sheet(List.of())).contains("No pictures."));
    }

    @Test
    void aFolderBehindALinkIsReachedByItsWholeAddress() throws Exception {
        Path in = Files.createDirectories(folder.resolve("in"));
        Path picture = Files.writeString(in.resolve("a b.jpg"), "picture");
        Files.createDirectories(folder.resolve("real/deep/out"));
        Path out = Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("real/deep/out"));
        Path page = out.resolve("contact-sheet.html");
        ContactSheet.write(page, in, out, List.of(new Outcome("a b.jpg", Kind.LEFT, null, List.of())), COSTS, AT);
        String source = elements(parsed(page), "img").get(0).getAttribute("src");
        assertEquals(picture, Path.of(page.toUri().resolve(new URI(source))));
    }

    private Path sheet(List<Outcome> outcomes) throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Path out = Files.createDirectories(folder.resolve("out"));
        Path page = out.resolve("contact-sheet.html");
        ContactSheet.write(page, in, out, outcomes, COSTS, AT);
        return page;
    }

    private static List<Outcome> outcomes(int count) {
        List<Kind> kinds = List.of(Kind.values());
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Kind kind = kinds.get(i % kinds.size());
            outcomes.add(new Outcome(
                    i + ".jpg", kind, "why", List.of(new Saved(i + ".png", 1_234, "2048x1536", 7L, false))));
        }
        return outcomes;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        String found = matcher.group(1);
        assertFalse(matcher.find(), pattern);
        return found;
    }

    private static Document parsed(Path page) throws Exception {
        // As XML: what was not escaped would be an element of its own, or no page at all.
        String text = Files.readString(page).replaceFirst("<!DOCTYPE html>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
