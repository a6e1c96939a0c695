package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What each document, the contract and the answers say of each field. */
record FieldMatrix(List<String> documents, List<Row> rows) {
    private static final String PARAMETER = "request:/";

    /** @param seen whether any answer told of it */
    record Row(String path, boolean seen, List<Cell> claims, Cell contract, List<String> observed) {
        /** The ids of the documents that claim something else. */
        List<String> contradicted() {
            return claims.stream().filter(Cell::broken).map(Cell::head).toList();
        }
    }

    /**
     * A claim, and what became of it.
     *
     * @param claim in words
     * @param kept whether it was put to the test and held
     * @param broken whether an answer contradicts it
     * @param found the first value that does
     * @param where in the answer
     */
    record Cell(String head, String claim, boolean kept, boolean broken, String found, String where) {}

    static FieldMatrix of(JsonNode report) {
        Set<String> documents = new LinkedHashSet<>();
        report.path("fields")
                .forEach(field -> documents.addAll(field.path("documents").propertyNames()));
        Map<String, JsonNode> findings = findings(report);
        boolean client = isClient(report);
        List<Row> rows = new ArrayList<>();
        for (JsonNode field : report.path("fields")) {
            String path = field.path("path").asString("");
            List<String> observed = observed(field.path("observed"));
            List<Cell> claims = new ArrayList<>();
            for (String document : documents) {
                claims.add(claim(document, field.path("documents").path(document), field, !observed.isEmpty()));
            }
            JsonNode promise = field.path("contract");
            // A client's field begins with the part that it is in.
            String name = client ? path.substring(path.indexOf('.') + 1) : path;
            JsonNode finding = findings.getOrDefault(name, Json.MAPPER.missingNode());
            boolean broken = !finding.isMissingNode()
                    || field.path("observed").path("wrongType").asInt(0) > 0;
            Cell contract = new Cell(
                    "contract",
                    words(promise),
                    promise.isObject() && !observed.isEmpty() && !broken,
                    broken,
                    finding.path("found").asString(""),
                    finding.path("where").asString(""));
            rows.add(new Row(path, !observed.isEmpty(), List.copyOf(claims), contract, observed));
        }
        return new FieldMatrix(List.copyOf(documents), List.copyOf(rows));
    }

    private static boolean isClient(JsonNode report) {
        return report.path("target").path("kind").asString("").equals("client");
    }

    /** By the field that it is about, the first of each; of a client by the parameter. */
    private static Map<String, JsonNode> findings(JsonNode report) {
        Map<String, JsonNode> findings = new LinkedHashMap<>();
        for (JsonNode finding : report.path("findings")) {
            String where = finding.path("where").asString("");
            if (isClient(report)) {
                if (where.startsWith(PARAMETER)) {
                    String name = where.substring(PARAMETER.length()).split("/", 2)[0];
                    findings.putIfAbsent(name.replace("~1", "/").replace("~0", "~"), finding);
                }
            } else if (where.startsWith("/")
                    && !finding.path("rule").asString("").equals(Rule.KEY_ECHO.id())) {
                findings.putIfAbsent(new Violation(where, "", false, "", "", false).fieldPath(), finding);
            }
        }
        return findings;
    }

    private static Cell claim(String document, JsonNode claim, JsonNode field, boolean seen) {
        for (JsonNode contradicted : field.path("contradicts")) {
            if (contradicted.path("document").asString("").equals(document)) {
                String found = contradicted.path("found").asString("");
                String where = contradicted.path("where").asString("");
                return new Cell(document, words(claim), false, true, found, where);
            }
        }
        return new Cell(document, words(claim), claim.isObject() && seen, false, "", "");
    }

    /** {@code required string or null, date-time}. */
    static String words(JsonNode claim) {
        if (!claim.isObject()) {
            return "not named";
        }
        Set<String> types = new LinkedHashSet<>();
        claim.path("types").forEach(type -> types.add(type.asString("")));
        if (types.isEmpty()) {
            types.add("anything");
        } else if (claim.path("nullable").asBoolean(false)) {
            types.add("null");
        }
        String format = claim.path("format").asString("");
        return (claim.path("required").asBoolean(false) ? "required " : "optional ")
                + String.join(" or ", types)
                + (format.isEmpty() ? "" : ", " + format);
    }

    /** {@code 7× string}, {@code 2× null}, {@code 1× absent}. */
    private static List<String> observed(JsonNode observed) {
        List<String> counts = new ArrayList<>();
        for (String type : new TreeSet<>(observed.path("types").propertyNames())) {
            if (!type.equals("null")) {
                counts.add(observed.path("types").path(type).asInt(0) + "× " + type);
            }
        }
        for (String member : List.of("null", "absent")) {
            int count = observed.path(member).asInt(0);
            if (count > 0) {
                counts.add(count + "× " + member);
            }
        }
        return List.copyOf(counts);
    }
}
