package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Makes of JUnit's XML what a CI server shows well: a class for each probe and a test for each rule, in place of indices. Takes out
 * what tells of the machine and its user.
 */
final class JunitXml {
    /** {@code JUnit Jupiter > ConformanceTest > conformance(Run) > PROBE > RULE}. */
    private static final Pattern NAME = Pattern.compile("display-name: .* > ([^>\\n]+) > ([^>\\n]+)");

    private JunitXml() {}

    /** Does nothing if there is no such file. */
    static void readable(Path xml) throws IOException {
        if (!Files.exists(xml)) {
            return;
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // It would print what it throws.
            builder.setErrorHandler(new DefaultHandler());
            Document document = builder.parse(xml.toFile());
            document.getDocumentElement().setAttribute("hostname", "localhost");
            elements(document, "properties").forEach(JunitXml::remove);
            elements(document, "testcase").forEach(JunitXml::rename);
            elements(document, "failure").forEach(JunitXml::withoutTrace);
            elements(document, "skipped").forEach(JunitXml::withoutTrace);
            StringWriter text = new StringWriter();
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(text));
            Files.write(xml, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (ParserConfigurationException | SAXException | TransformerException e) {
            throw new IOException("expected XML of JUnit in " + xml.getFileName() + ", found something else", e);
        }
    }

    /** Where in the suite a check stands says nothing of the target. */
    private static void withoutTrace(Element outcome) {
        outcome.setTextContent(outcome.getTextContent()
                .lines()
                .filter(line -> !line.startsWith("\tat "))
                .collect(Collectors.joining("\n")));
    }

    private static void rename(Element test) {
        for (Element out : elements(test, "system-out")) {
            Matcher name = NAME.matcher(out.getTextContent());
            if (name.find()) {
                test.setAttribute("classname", "conformance." + name.group(1));
                test.setAttribute("name", name.group(2));
                remove(out);
            }
        }
    }

    private static void remove(Node node) {
        node.getParentNode().removeChild(node);
    }

    private static List<Element> elements(Node parent, String name) {
        NodeList found = parent instanceof Document document
                ? document.getElementsByTagName(name)
                : ((Element) parent).getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
