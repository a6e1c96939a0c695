package io.github.upscale4j.cli;

import io.github.upscale4j.cli.Outcome.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An outcome as the contact sheet's template has it; what is blank is left out.
 *
 * @param tone class of its colours
 * @param before link to the picture
 * @param compared whether one of its images can be compared pixel by pixel
 */
record SheetCard(
        String id,
        String tone,
        String label,
        String name,
        String message,
        String before,
        String beforeFacts,
        List<After> afters,
        boolean compared) {
    private static final Pattern RESOLUTION = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

    /**
     * An image of the outcome.
     *
     * @param instead what stands in its place if there is none
     */
    record After(String href, String instead, String caption, String facts, String width, String height) {}

    static SheetCard of(Outcome outcome, PageLinks inputs, PageLinks results) {
        // What is no picture may be anything: a browser should not be led to it.
        long bytes = outcome.kind() == Kind.SKIPPED ? -1 : length(inputs, outcome.name());
        List<After> afters = new ArrayList<>();
        for (Saved saved : outcome.files()) {
            String number = outcome.files().size() == 1
                    ? ""
                    : " " + (afters.size() + 1) + " of " + outcome.files().size();
            afters.add(after(saved, outcome.kind(), "after" + number, results));
        }
        if (afters.isEmpty()) {
            afters.add(new After("", outcome.kind().label, "after", "", "", ""));
        }
        return new SheetCard(
                outcome.kind().id(),
                tone(outcome.kind()),
                outcome.kind().label,
                outcome.name(),
                message(outcome.message()),
                bytes < 0 ? "" : inputs.to(outcome.name()),
                bytes < 0 ? "" : Figures.bytes(bytes),
                afters,
                bytes >= 0 && afters.stream().anyMatch(after -> !after.width().isEmpty()));
    }

    static String tone(Kind kind) {
        return switch (kind.style) {
            case GREEN -> "good";
            case YELLOW -> "warn";
            case RED -> "bad";
            default -> "rest";
        };
    }

    private static After after(Saved saved, Kind kind, String caption, PageLinks results) {
        if (saved.withheld() || saved.file().isEmpty()) {
            return new After("", saved.withheld() ? Kind.WITHHELD.label : kind.label, caption, facts(saved), "", "");
        }
        Matcher size = RESOLUTION.matcher(saved.resolution() == null ? "" : saved.resolution());
        boolean known = size.matches();
        return new After(
                results.to(saved.file()),
                "",
                caption,
                facts(saved),
                known ? size.group(1) : "",
                known ? size.group(2) : "");
    }

    private static String facts(Saved saved) {
        List<String> facts = new ArrayList<>();
        if (saved.resolution() != null) {
            facts.add(Shown.text(saved.resolution()).replace('x', '×'));
        }
        if (!saved.withheld() && !saved.file().isEmpty()) {
            facts.add(Figures.bytes(saved.bytes()));
        }
        if (saved.seed() != null) {
            facts.add("seed " + saved.seed());
        }
        return String.join(" · ", facts);
    }

    private static String message(@Nullable String message) {
        return message == null ? "" : Shown.text(message);
    }

    /** Of a regular file; -1 for anything else. */
    private static long length(PageLinks inputs, String name) {
        try {
            BasicFileAttributes file = Files.readAttributes(inputs.file(name), BasicFileAttributes.class);
            return file.isRegularFile() ? file.size() : -1;
        } catch (IOException | InvalidPathException e) {
            return -1;
        }
    }
}
