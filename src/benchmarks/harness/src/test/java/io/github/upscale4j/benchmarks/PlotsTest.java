package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotsTest {
    private static final String OUR_COLOUR = "rgb(213,94,0)";

    @TempDir
    Path folder;

    @Test
    void everyPlotIsASvgThatNamesItsRivals() throws Exception {
        Results results = MadeUp.whole();

        List<Plots.Plot> plots = Plots.write(results, folder);

        assertEquals(
                List.of(
                        "decode-time.svg",
                        "decode-allocation.svg",
                        "decode-time-lines.svg",
                        "call-throughput.svg",
                        "call-cpu-lines.svg",
                        "upload-throughput.svg",
                        "in-flight-share-lines.svg",
                        "steady-cpu-lines.svg",
                        "cold-start-time.svg"),
                plots.stream().map(Plots.Plot::file).toList());
        for (Plots.Plot plot : plots) {
            Element root = svg(plot.file());
            assertEquals(plot.title(), text(root, "title"));
            List<String> rivals = plot.file().equals("decode-time-lines.svg")
                    ? List.of("upscale4j", "bare-moshi")
                    : plot.file().equals("call-cpu-lines.svg")
                            ? List.of("upscale4j", "okhttp")
                            : results.rivals(plot.question());
            for (String rival : rivals) {
                assertTrue(text(root, "desc").contains(rival + ": "), plot.file() + " without " + rival);
            }
        }
    }

    @Test
    void everyNameIsDrawn() throws Exception {
        // The longest name first, where there is the least room for it.
        MadeUp results = new MadeUp();
        for (int i = 0; i < 16; i++) {
            results.with("decode", "stock-retrofit2-jackson" + (char) ('a' + i), "2", "time", "ns/op", 100 + i);
        }
        int without = labels(new MadeUp()
                .with("decode", "stock-retrofit2-jacksona", "2", "time", "ns/op", 100)
                .with("decode", "b", "2", "time", "ns/op", 116)
                .results());

        assertEquals(without + 14, labels(results.results()));
    }

    /** Texts are shapes with curves, as nothing else in the picture is. */
    private int labels(Results results) throws Exception {
        Plots.write(results, folder);
        NodeList paths = svg("decode-time.svg").getElementsByTagName("path");
        int labels = 0;
        for (int i = 0; i < paths.getLength(); i++) {
            if (((Element) paths.item(i)).getAttribute("d").contains("Q")) {
                labels++;
            }
        }
        return labels;
    }

    @Test
    void oursHasTheStrongColour() throws Exception {
        Plots.write(MadeUp.whole(), folder);
        for (Path file : files()) {
            assertTrue(Files.readString(file).contains(OUR_COLOUR), file.toString());
        }
        Path others = Files.createDirectory(folder.resolve("others"));

        Plots.write(new MadeUp().with("decode", "jdk", "2", "time", "ns/op", 1).results(), others);

        assertFalse(Files.readString(others.resolve("decode-time.svg")).contains(OUR_COLOUR));
    }

    @Test
    void noShapeIsNowhere() throws Exception {
        Plots.write(MadeUp.whole(), folder);

        for (Path file : files()) {
            assertFalse(Files.readString(file).contains("NaN"), file.toString());
        }
    }

    @Test
    void whoFailedHasAPlace() throws Exception {
        Plots.write(MadeUp.whole(), folder);

        assertTrue(text(svg("upload-throughput.svg"), "desc").endsWith("stock-okhttp-gson: failed"));
    }

    @Test
    void oneMeasurementIsEnoughForBars() throws Exception {
        Results results = new MadeUp()
                .with("call", "a <b> & c", "200 KB", "throughput", "calls/s", 12)
                .results();

        List<Plots.Plot> plots = Plots.write(results, folder);

        assertEquals(
                List.of("call-throughput.svg"),
                plots.stream().map(Plots.Plot::file).toList());
        assertEquals("a <b> & c: 12 calls/s", text(svg("call-throughput.svg"), "desc"));
    }

    @Test
    void nothingAtAllInASecondIsNotOnALogarithmicAxis() throws Exception {
        Results results = new MadeUp()
                .with("call", "upscale4j", "200 KB", "throughput", "calls/s", 12)
                .with("call", "jdk", "200 KB", "throughput", "calls/s", 0)
                .results();

        Plots.write(results, folder);

        String svg = Files.readString(folder.resolve("call-throughput.svg"));
        assertFalse(svg.contains("NaN") || svg.contains("Infinity") || svg.contains("\u221e"));
        assertTrue(svg.contains(OUR_COLOUR));
    }

    @Test
    void aPowerOfTenHasABarOnALogarithmicAxis() throws Exception {
        Plots.write(
                new MadeUp()
                        .with("call", "upscale4j", "200 KB", "throughput", "calls/s", 10)
                        .with("call", "jdk", "200 KB", "throughput", "calls/s", 1_000)
                        .with("decode", "upscale4j", "2", "time", "ns/op", 0)
                        .results(),
                folder);

        NodeList paths = svg("call-throughput.svg").getElementsByTagName("path");
        assertTrue(
                Stream.iterate(0, i -> i < paths.getLength(), i -> i + 1)
                        .map(i -> (Element) paths.item(i))
                        .filter(path -> path.getAttribute("style").contains(OUR_COLOUR))
                        .anyMatch(path -> height(path.getAttribute("d")) > 50),
                "no bar");
        assertFalse(Files.readString(folder.resolve("decode-time.svg")).contains("NaN"));
    }

    /** Between the first two corners that are not beside each other. */
    private static double height(String bar) {
        String[] corners = bar.split(" ", -1);
        return Math.abs(y(corners[0]) - y(corners[2]));
    }

    private static double y(String corner) {
        return Double.parseDouble(corner.substring(corner.indexOf(',') + 1));
    }

    @Test
    void theBestIsFirst() throws Exception {
        Plots.write(
                new MadeUp()
                        .with("call", "jdk", "200 KB", "throughput", "calls/s", 1)
                        .with("call", "okhttp", "200 KB", "throughput", "calls/s", 3)
                        .with("decode", "jdk", "2", "time", "ns/op", 3)
                        .with("decode", "okhttp", "2", "time", "ns/op", 1)
                        .results(),
                folder);

        assertEquals("okhttp: 3 calls/s, jdk: 1 calls/s", text(svg("call-throughput.svg"), "desc"));
        assertEquals("okhttp: 1 ns/op, jdk: 3 ns/op", text(svg("decode-time.svg"), "desc"));
    }

    @Test
    void nothingMeasuredIsNoPlot() throws IOException {
        Results results =
                new MadeUp().failed("upload", "jdk", "25 MB", "no route").results();

        assertEquals(List.of(), Plots.write(results, folder));
        assertEquals(List.of(), files());
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (var all = Files.newDirectoryStream(folder, "*.svg")) {
            all.forEach(files::add);
        }
        return files;
    }

    private Element svg(String file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        Document document = builder.parse(folder.resolve(file).toFile());
        Element root = document.getDocumentElement();
        assertEquals("svg", root.getLocalName());
        return root;
    }

    private static String text(Element root, String name) {
        return root.getElementsByTagName(name).item(0).getTextContent();
    }
}
