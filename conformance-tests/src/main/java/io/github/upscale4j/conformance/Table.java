package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of text, aligned for a console or in Markdown. */
final class Table {
    /** In characters. */
    static final int WIDEST = 120;

    private static final int NARROWEST_CELL = 10;

    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> heads) {
        rows.add(List.copyOf(heads));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** Columns are two spaces apart; where the table would be wider than 120, long cells go on in the next line. */
    String console() {
        int cell = WIDEST;
        String text = console(cell);
        while (cell > NARROWEST_CELL
                && text.lines().mapToInt(String::length).max().orElse(0) > WIDEST) {
            text = console(--cell);
        }
        return text;
    }

    private String console(int widestCell) {
        List<List<List<String>>> wrapped = rows.stream()
                .map(row -> row.stream().map(cell -> wrap(cell, widestCell)).toList())
                .toList();
        List<Integer> widths = new ArrayList<>(Collections.nCopies(rows.get(0).size(), 0));
        for (List<List<String>> row : wrapped) {
            for (int column = 0; column < row.size(); column++) {
                for (String line : row.get(column)) {
                    widths.set(column, Math.max(widths.get(column), line.length()));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < wrapped.size(); i++) {
            print(wrapped.get(i), widths, text);
            if (i == 0) {
                text.append(String.join("  ", widths.stream().map("-"::repeat).toList()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            text.append("| ")
                    .append(String.join(
                            " | ",
                            row.stream().map(cell -> cell.replace("|", "\\|")).toList()))
                    .append(" |\n");
            if (i == 0) {
                text.append("| --- ".repeat(row.size())).append("|\n");
            }
        }
        return text.toString();
    }

    private static void print(List<List<String>> row, List<Integer> widths, StringBuilder text) {
        int height = row.stream().mapToInt(List::size).max().orElse(1);
        for (int line = 0; line < height; line++) {
            StringBuilder printed = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                List<String> cell = row.get(column);
                String part = line < cell.size() ? cell.get(line) : "";
                printed.append(part).append(" ".repeat(widths.get(column) - part.length() + 2));
            }
            text.append(printed.toString().stripTrailing()).append('\n');
        }
    }

    /** The lines of a text, broken at spaces; a word that is longer than a line stays whole. */
    static List<String> wrap(String cell, int widest) {
        List<String> lines = new ArrayList<>();
        String rest = cell;
        while (rest.length() > widest) {
            int space = rest.lastIndexOf(' ', widest);
            // Between a count and what is counted, the space belongs to them both.
            while (space > 0 && rest.charAt(space - 1) == '×') {
                space = rest.lastIndexOf(' ', space - 1);
            }
            if (space <= 0) {
                break;
            }
            lines.add(rest.substring(0, space));
            rest = rest.substring(space + 1);
        }
        lines.add(rest);
        return lines;
    }
}
