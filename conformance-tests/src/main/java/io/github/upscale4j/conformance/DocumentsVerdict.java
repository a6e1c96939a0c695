package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which published document tells the truth: what each claims of the answer's fields, and how often that was seen to be wrong. */
final class DocumentsVerdict {
    private static final Redaction NO_KEY = new Redaction(null);

    private final List<Document> documents;

    private DocumentsVerdict(List<Document> documents) {
        this.documents = List.copyOf(documents);
    }

    /**
     * What one document says.
     *
     * @param claims by the field's path
     */
    private record Document(String id, String title, String sha256, Map<String, Claim> claims) {

        List<Claim> seen() {
            return claims.values().stream()
                    .filter(claim -> claim.observed() > 0)
                    .toList();
        }

        List<Claim> contradicted() {
            return claims.values().stream()
                    .filter(claim -> claim.contradicted() > 0)
                    .toList();
        }

        /** {@code lenient: 9 fields seen, contradicted in 1: data[].url}. */
        String line() {
            String wrong = contradicted().stream().map(Claim::path).collect(Collectors.joining(", "));
            String seen = seen().size() + (seen().size() == 1 ? " field seen, " : " fields seen, ");
            return id + ": " + seen
                    + (wrong.isEmpty()
                            ? "none contradicted"
                            : "contradicted in " + contradicted().size() + ": " + wrong);
        }
    }

    /**
     * What a document says of one field.
     *
     * @param observed objects in which the field could stand, whether it did or not
     * @param contradicted those of them in which it was other than claimed
     * @param keywords of JSON Schema, by which it was
     */
    private record Claim(String path, String words, int observed, int contradicted, Set<String> keywords) {

        Claim plus(Claim other) {
            Set<String> both = new TreeSet<>(keywords);
            both.addAll(other.keywords);
            return new Claim(path, words, sum(observed, other.observed), sum(contradicted, other.contradicted), both);
        }

        private static int sum(int a, int b) {
            return (int) Math.min(Integer.MAX_VALUE, (long) a + b);
        }

        /** {@code held, 25×}, or {@code wrong, 3 of 25× (type)}. */
        String verdict() {
            if (observed == 0) {
                return "not seen";
            }
            return contradicted == 0
                    ? "held, " + observed + "×"
                    : "wrong, " + contradicted + " of " + observed + "× (" + String.join(", ", keywords) + ")";
        }
    }

    static DocumentsVerdict of(Run run) {
        List<Document> documents = new ArrayList<>();
        for (Contract document : run.documents()) {
            Map<String, Field> named = Field.byPath(document);
            Map<String, Claim> claims = new LinkedHashMap<>();
            run.observations().byPath().forEach((path, seen) -> {
                Field field = named.get(path);
                if (field != null) {
                    String id = document.id();
                    claims.put(
                            path,
                            new Claim(path, field.words(), seen.seen(), seen.contradictions(id), seen.keywords(id)));
                }
            });
            documents.add(new Document(document.id(), document.title(), document.sha256(), claims));
        }
        return new DocumentsVerdict(documents);
    }

    /**
     * Over many runs.
     *
     * @param reports of runs, as {@link Report#tree} makes them
     * @throws WrongUsage if they know different versions of a document, or count in a way that no run does
     */
    static DocumentsVerdict of(List<JsonNode> reports) {
        Map<String, Document> all = new LinkedHashMap<>();
        for (JsonNode report : reports) {
            Set<String> own = new HashSet<>();
            for (JsonNode node : report.path("documents")) {
                Document document = read(node);
                if (!own.add(document.id())) {
                    throw new WrongUsage("judge-documents: expected each document once in a report, found "
                            + document.id() + " again");
                }
                Document before = all.putIfAbsent(document.id(), document);
                if (before != null) {
                    all.put(document.id(), sum(before, document));
                }
            }
        }
        return new DocumentsVerdict(List.copyOf(all.values()));
    }

    private static Document read(JsonNode node) {
        Map<String, Claim> claims = new LinkedHashMap<>();
        for (JsonNode field : node.path("fields")) {
            String path = shown(field.path("path"));
            if (field.path("contradicted").asInt() > field.path("observed").asInt()) {
                throw new WrongUsage(
                        "judge-documents: expected a field to be contradicted at most as often as it was seen,"
                                + " found " + path + " otherwise");
            }
            claims.put(
                    path,
                    new Claim(
                            path,
                            shown(field.path("claim")),
                            field.path("observed").asInt(),
                            field.path("contradicted").asInt(),
                            field.path("keywords")
                                    .valueStream()
                                    .map(DocumentsVerdict::shown)
                                    .collect(Collectors.toCollection(TreeSet::new))));
        }
        return new Document(
                shown(node.path("document")),
                shown(node.path("title")),
                node.path("sha256").asString(),
                claims);
    }

    /** A report may come from anywhere. */
    private static String shown(JsonNode text) {
        return NO_KEY.show(text.asString(""), Redaction.FOUND);
    }

    private static Document sum(Document one, Document other) {
        if (!one.sha256().equals(other.sha256())) {
            throw new WrongUsage("judge-documents: expected reports that know one version of the document " + one.id()
                    + ", found two; replay the recordings instead");
        }
        Map<String, Claim> claims = new LinkedHashMap<>(one.claims());
        other.claims().forEach((path, claim) -> claims.merge(path, claim, Claim::plus));
        return new Document(one.id(), one.title(), one.sha256(), claims);
    }

    /** As the member {@code documents} of report.json. */
    ArrayNode tree() {
        ArrayNode tree = Json.MAPPER.createArrayNode();
        for (Document document : documents) {
            ObjectNode node = tree.addObject()
                    .put("document", document.id())
                    .put("title", document.title())
                    .put("sha256", document.sha256())
                    .put("observed", document.seen().size())
                    .put("contradicted", document.contradicted().size());
            ArrayNode fields = node.putArray("fields");
            for (Claim claim : document.claims().values()) {
                ObjectNode field = fields.addObject()
                        .put("path", claim.path())
                        .put("claim", claim.words())
                        .put("observed", claim.observed())
                        .put("contradicted", claim.contradicted());
                ArrayNode keywords = field.putArray("keywords");
                claim.keywords().forEach(keywords::add);
            }
        }
        return tree;
    }

    /** Whether any field was seen. */
    boolean isFounded() {
        return documents.stream().anyMatch(document -> !document.seen().isEmpty());
    }

    /** Each field with what was seen of every document's claim, a line for each document, and who told the truth. */
    String console() {
        List<String> heads = new ArrayList<>(List.of("field"));
        documents.forEach(document -> heads.add(document.id()));
        Table table = new Table(heads);
        Set<String> paths = documents.stream()
                .flatMap(document -> document.claims().keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String path : paths) {
            List<String> row = new ArrayList<>(List.of(path));
            documents.forEach(document -> row.add(verdict(document.claims().get(path))));
            table.row(row);
        }
        StringBuilder text = new StringBuilder(table.console()).append('\n');
        documents.forEach(document -> text.append(document.line()).append('\n'));
        return text.append(line()).append('\n').toString();
    }

    private static String verdict(@Nullable Claim claim) {
        return claim == null ? "–" : claim.words() + ": " + claim.verdict();
    }

    /** {@code told the truth: strict; contradicted: lenient, vendor}. */
    String line() {
        if (!isFounded()) {
            return "no document can be judged: no field was seen";
        }
        List<String> right = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        documents.forEach(document -> (document.contradicted().isEmpty() ? right : wrong).add(document.id()));
        return "told the truth: " + names(right) + "; contradicted: " + names(wrong);
    }

    private static String names(List<String> ids) {
        return ids.isEmpty() ? "none" : String.join(", ", ids);
    }
}
