package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A reading of a text: the text with something taken for what it stands for.
 *
 * @param starts where in the text each character of the reading begins; empty if nobody asks
 * @param ends and where it ends; empty if nobody asks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reading(String text, int[] starts, int[] ends) {

    /** @param placed whether to keep where its characters are, which takes four times the memory */
    static Reading of(String text, boolean placed) {
        int[] starts = new int[placed ? text.length() : 0];
        int[] ends = new int[starts.length];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i;
            ends[i] = i + 1;
        }
        return new Reading(text, starts, ends);
    }

    /** The text as it is, without its outermost escapes, without the next ones, and so on, so many times. */
    List<Reading> layers(int most) {
        List<Reading> layers = new ArrayList<>(List.of(this));
        Reading layer = this;
        while (layers.size() <= most) {
            Reading next = layer.decoded();
            if (next.text().length() == layer.text().length()) {
                break;
            }
            layers.add(next);
            layer = next;
        }
        return layers;
    }

    /** In lower case, without white space and what cannot be seen. */
    Reading compact() {
        return seen().lowerCase();
    }

    /** Without white space and what cannot be seen. */
    Reading seen() {
        return rewritten(from -> {
            char c = text.charAt(from);
            boolean seen = !Character.isWhitespace(c)
                    && !Character.isISOControl(c)
                    && !Character.isSpaceChar(c)
                    && Character.getType(c) != Character.FORMAT;
            return new Escape(seen ? 1 : -1, c);
        });
    }

    Reading lowerCase() {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            lower[i] = Character.toLowerCase(lower[i]);
        }
        return new Reading(new String(lower), starts, ends);
    }

    private Reading decoded() {
        return rewritten(from -> {
            Escape escape = Escape.at(text, from);
            return escape.length() > 0 ? escape : new Escape(1, text.charAt(from));
        });
    }

    /** @param step says at each place how many characters become which one; a negative number leaves them out */
    private Reading rewritten(Step step) {
        StringBuilder rewritten = new StringBuilder();
        int[] newStarts = new int[starts.length];
        int[] newEnds = new int[ends.length];
        int at = 0;
        while (at < text.length()) {
            Escape taken = step.at(at);
            int length = Math.abs(taken.length());
            if (taken.length() > 0) {
                if (starts.length > 0) {
                    newStarts[rewritten.length()] = starts[at];
                    newEnds[rewritten.length()] = ends[at + length - 1];
                }
                rewritten.append(taken.stands());
            }
            at += length;
        }
        int kept = Math.min(starts.length, rewritten.length());
        return new Reading(rewritten.toString(), Arrays.copyOf(newStarts, kept), Arrays.copyOf(newEnds, kept));
    }

    /** One character, however deep its escapes, written as another in the same way and length; as it is, if that cannot be. */
    static String likewise(String written, char other) {
        if (written.length() == 1) {
            return String.valueOf(other);
        }
        Reading outer = Reading.of(written, true);
        Reading next = outer.decoded();
        while (next.text().length() > 1 && next.text().length() < outer.text().length()) {
            outer = next;
            next = outer.decoded();
        }
        if (next.text().length() != 1
                || Escape.like(outer.text(), other).length() != outer.text().length()) {
            return written;
        }
        String escape = Escape.like(outer.text(), other);
        StringBuilder likewise = new StringBuilder();
        for (int i = 0; i < escape.length(); i++) {
            String part = written.substring(outer.starts()[i], outer.ends()[i]);
            likewise.append(escape.charAt(i) == outer.text().charAt(i) ? part : likewise(part, escape.charAt(i)));
        }
        return likewise.length() == written.length() ? likewise.toString() : written;
    }

    private interface Step {
        Escape at(int from);
    }
}
