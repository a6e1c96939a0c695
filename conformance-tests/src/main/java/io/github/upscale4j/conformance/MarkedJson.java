package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** JSON as lines for people, in colours, with the place of a finding marked. */
final class MarkedJson {
    /** Characters of a value. */
    private static final int WIDEST = 300;

    private static final int ABOVE = 12;
    private static final int BELOW = 28;

    private final List<String> marks;
    private final List<Line> lines = new ArrayList<>();
    private boolean marked;

    private MarkedJson(List<String> marks) {
        this.marks = marks;
    }

    /** A piece of a line; its kind names its colour. */
    record Piece(String kind, String text) {}

    /** @param note what the mark cannot show: the name of a property that is missing */
    record Line(boolean marked, List<Piece> pieces, String note) {}

    /**
     * A window on the lines.
     *
     * @param above how many lines are left out in front of it
     * @param below how many behind it
     */
    record Window(int above, List<Line> lines, int below) {}

    /** @param pointer of the place to mark; of one that is not there, what is around it; blank for none */
    static Window of(JsonNode json, String pointer) {
        MarkedJson text = new MarkedJson(ContractLines.tokens(pointer));
        text.value(json, 0, new ArrayList<>(), pointer.startsWith("/") ? 0 : -1, "");
        int first = 0;
        for (int i = 0; i < text.lines.size() && first == 0; i++) {
            first = text.lines.get(i).marked() ? i : 0;
        }
        int from = Math.max(0, Math.min(first - ABOVE, text.lines.size() - ABOVE - BELOW));
        int to = Math.min(text.lines.size(), from + ABOVE + BELOW);
        return new Window(from, List.copyOf(text.lines.subList(from, to)), text.lines.size() - to);
    }

    /**
     * @param depth how many names of the mark led here, or -1 if it is elsewhere
     * @param end what stands behind the value
     */
    private void value(JsonNode node, int indent, List<Piece> line, int depth, String end) {
        boolean here = depth == marks.size() && depth > 0;
        if ((node.isObject() || node.isArray()) && !node.isEmpty()) {
            String missing = depth >= 0 && !here && !has(node, marks.isEmpty() ? "" : marks.get(depth))
                    ? String.join("/", marks.subList(depth, marks.size()))
                    : "";
            line.add(new Piece("p", node.isObject() ? "{" : "["));
            add(line, here || !missing.isEmpty(), missing);
            inner(node, indent + 1, missing.isEmpty() ? depth : -1);
            add(start(indent, new Piece("p", (node.isObject() ? "}" : "]") + end)), false, "");
            return;
        }
        boolean shown = here || (depth >= 0 && depth < marks.size());
        line.add(scalar(node));
        if (!end.isEmpty()) {
            line.add(new Piece("p", end));
        }
        add(line, shown, shown && !here ? String.join("/", marks.subList(depth, marks.size())) : "");
    }

    private void inner(JsonNode node, int indent, int depth) {
        int left = node.size();
        if (node.isArray()) {
            int index = 0;
            for (JsonNode item : node) {
                value(item, indent, start(indent), next(depth, String.valueOf(index++)), --left > 0 ? "," : "");
            }
            return;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            List<Piece> line = start(indent, new Piece("k", cut(Json.MAPPER.writeValueAsString(member.getKey()))));
            line.add(new Piece("p", ": "));
            value(member.getValue(), indent, line, next(depth, member.getKey()), --left > 0 ? "," : "");
        }
    }

    private int next(int depth, String token) {
        return depth >= 0 && depth < marks.size() && marks.get(depth).equals(token) ? depth + 1 : -1;
    }

    private static boolean has(JsonNode node, String token) {
        return node.isObject() ? node.has(token) : token.matches("\\d{1,6}") && Integer.parseInt(token) < node.size();
    }

    private static List<Piece> start(int indent, Piece... pieces) {
        List<Piece> line = new ArrayList<>(List.of(new Piece("p", "  ".repeat(indent))));
        line.addAll(List.of(pieces));
        return line;
    }

    private static Piece scalar(JsonNode node) {
        String kind = node.isString() ? "s" : node.isNumber() ? "n" : node.isValueNode() ? "l" : "p";
        return new Piece(kind, cut(node.toString()));
    }

    static String cut(String text) {
        return text.codePointCount(0, text.length()) <= WIDEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, WIDEST)) + "…";
    }

    /** The first mark only: what is below belongs to it. */
    private void add(List<Piece> pieces, boolean mark, String missing) {
        lines.add(new Line(mark && !marked, List.copyOf(pieces), mark && !marked ? missing : ""));
        marked = marked || mark;
    }
}
