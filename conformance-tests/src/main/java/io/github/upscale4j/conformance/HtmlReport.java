package io.github.upscale4j.conformance;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A report as one page that needs nothing else: no script, no font, no picture, no network. It is well-formed XML, so that
 * whatever a provider sent can be seen to have stayed text.
 */
final class HtmlReport {
    /** Findings, by rule and place, that are told; who has more needs no longer page. */
    static final int FINDINGS = 300;

    /** Exchanges that are shown. */
    static final int EXCHANGES = 60;

    private static final int PROBES = 6;
    private static final int OPEN = 1;
    private static final int GLANCE = 8;

    private static final Template PAGE = Mustache.compiler()
            .withEscaper(text -> Escapers.HTML.escape(printable(text)))
            .withLoader(HtmlReport::resource)
            .emptyStringIsFalse(true)
            .zeroIsFalse(true)
            .compile(resource("report"));

    private final JsonNode report;
    /** Whether the other side was judged. */
    private final boolean client;

    private final RuleBook rules = RuleBook.published();
    private final Map<String, JsonNode> exchanges;
    private final Set<String> shown = new HashSet<>();

    private HtmlReport(JsonNode report) {
        this.report = report;
        this.exchanges = ShownExchange.byProbe(report);
        this.client = report.path("target").path("kind").asString("").equals("client");
    }

    /** @param report of the form of report.json */
    static String of(JsonNode report) {
        return PAGE.execute(new HtmlReport(report).page());
    }

    /** A piece of a sentence that is code or is not. */
    record Phrase(boolean code, String text) {}

    /**
     * A group of findings.
     *
     * @param probeCount how many probes brought it, in words
     * @param clause where the contract has it, {@code openapi/upscale.yaml:12}; blank if nowhere
     * @param reason why it is lived with, if it is known
     * @param knownLine what to put into the file for {@code --known}; blank if it is there
     */
    record Card(
            int number,
            FindingGroup group,
            String probeCount,
            String intent,
            String source,
            List<Phrase> look,
            String clause,
            List<Facts> facts,
            List<ShownExchange> exchange,
            boolean open,
            boolean known,
            String reason,
            String knownLine) {}

    /** What was expected and found, and by which probes. */
    record Facts(String expected, String found, String probes) {}

    private Map<String, Object> page() {
        List<FindingGroup> groups = FindingGroup.of(report);
        List<Card> cards = new ArrayList<>();
        for (FindingGroup group : groups.subList(0, Math.min(FINDINGS, groups.size()))) {
            cards.add(card(cards.size() + 1, group));
        }
        List<ShownExchange> others = others();
        FieldMatrix matrix = FieldMatrix.of(report);
        return Map.ofEntries(
                Map.entry("css", resourceText("report.css")),
                Map.entry("head", Headline.of(report)),
                Map.entry("note", report.path("target").path("note").asString("")),
                Map.entry("sha256", report.path("contract").path("sha256").asString("")),
                Map.entry("startedAt", report.path("startedAt").asString("")),
                Map.entry("tool", report.path("tool").path("version").asString("")),
                Map.entry("matrix", matrix),
                Map.entry("client", client),
                Map.entry("documents", ShownDocument.of(report)),
                Map.entry("cards", cards),
                Map.entry("moreFindings", groups.size() - cards.size()),
                Map.entry("known", ShownKnown.of(report)),
                Map.entry("changes", ShownChanges.of(report).stream().toList()),
                Map.entry("unchecked", unchecked()),
                Map.entry("exchanges", others),
                Map.entry("moreExchanges", report.path("exchanges").size() - shown.size() - others.size()),
                Map.entry("glance", cards.subList(0, Math.min(GLANCE, cards.size()))),
                Map.entry("moreGlance", groups.size() - Math.min(GLANCE, cards.size())),
                Map.entry("unseen", matrix.rows().stream().noneMatch(FieldMatrix.Row::seen)));
    }

    private Card card(int number, FindingGroup group) {
        Optional<RuleBook.Section> rule = rules.section(group.rule());
        boolean open = number <= OPEN && !group.isKnown();
        return new Card(
                number,
                group,
                Headline.count(group.probeCount(), client ? "call" : "probe"),
                rule.map(RuleBook.Section::intent).orElse(""),
                rule.map(RuleBook.Section::source).orElse(""),
                phrases(rule.map(RuleBook.Section::look).orElse("")),
                group.line() == 0 ? "" : ContractLines.FILE + ":" + group.line(),
                group.variants().stream()
                        .limit(PROBES)
                        .map(variant -> new Facts(variant.expected(), variant.found(), shortened(variant.probes())))
                        .toList(),
                exchange(group),
                open,
                group.isKnown(),
                report.path("known").path(group.known()).path("reason").asString(""),
                client || group.isKnown() || group.where().startsWith("known:") ? "" : group.knownLine());
    }

    /** That of the first probe which has one. */
    private List<ShownExchange> exchange(FindingGroup group) {
        for (String probe : group.probes()) {
            JsonNode exchange = exchanges.get(probe);
            if (exchange != null && (shown.contains(probe) || shown.size() < EXCHANGES)) {
                shown.add(probe);
                return List.of(ShownExchange.of(exchange, group.where()));
            }
        }
        return List.of();
    }

    /** Those that no finding shows. */
    private List<ShownExchange> others() {
        return report.path("exchanges")
                .valueStream()
                .filter(exchange -> !shown.contains(exchange.path("probe").asString("")))
                .limit(Math.max(0, EXCHANGES - shown.size()))
                .map(exchange -> ShownExchange.of(exchange, ""))
                .toList();
    }

    /** A reason for checks that were not made. */
    record Reason(String reason, boolean excused, String checks, String rules, String probes) {}

    private List<Reason> unchecked() {
        return Unchecked.of(report).stream()
                .limit(FINDINGS)
                .map(left -> new Reason(
                        left.reason(),
                        left.excused(),
                        Headline.count(left.checks(), "check"),
                        String.join(", ", left.rules()),
                        shortened(left.probes())))
                .toList();
    }

    static String shortened(List<String> names) {
        int more = names.size() - PROBES;
        return String.join(", ", names.subList(0, Math.min(PROBES, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** What stands between back-ticks is code. */
    static List<Phrase> phrases(String markdown) {
        List<Phrase> phrases = new ArrayList<>();
        boolean code = false;
        for (String text : List.of(markdown.split("`", -1))) {
            if (!text.isEmpty()) {
                phrases.add(new Phrase(code, text));
            }
            code = !code;
        }
        return phrases;
    }

    /** What XML does not have, or what would turn the line around, is shown as a replacement character. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .map(point -> switch (Character.getType(point)) {
                    case Character.CONTROL -> point == '\n' || point == '\t' ? point : 0xFFFD;
                    case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> 0xFFFD;
                    default -> point;
                })
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static Reader resource(String name) {
        InputStream in = HtmlReport.class.getResourceAsStream(name + ".mustache");
        if (in == null) {
            throw new IllegalStateException("expected " + name + ".mustache on the class path, found nothing");
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    private static String resourceText(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("expected " + name + " on the class path, found nothing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
