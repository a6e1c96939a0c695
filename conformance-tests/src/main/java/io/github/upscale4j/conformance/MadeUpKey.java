package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;

/** Writes a made-up key of the same form wherever a key stands, in whatever way {@link KeyFinder} knows to write it. */
final class MadeUpKey {
    /** A shorter key may be part of any word: it is one of its own, as it is, or none. */
    private static final int SHORT = 8;
    /** The escapes of a body's JSON are around what rules look for. */
    static final int LAYERS = KeyFinder.LAYERS + 1;

    private final String key;
    private final String madeUp;
    private final List<Form> forms = new ArrayList<>();

    /** A way to write both keys; in lower case for what is looked for. */
    private record Form(String key, String lowerCase, String madeUp) {}

    /** @param madeUp see {@link #like}; the key itself, for one that is no secret */
    MadeUpKey(String key, String madeUp) {
        this.key = key;
        this.madeUp = madeUp;
        if (key.length() >= SHORT) {
            List<String> from = KeyFinder.forms(key);
            List<String> to = KeyFinder.forms(madeUp);
            for (int i = 0; i < from.size(); i++) {
                String form = Reading.of(from.get(i), false).seen().text();
                String other = Reading.of(to.get(i), false).seen().text();
                if (!form.isEmpty()) {
                    forms.add(new Form(form, form.toLowerCase(Locale.ROOT), other));
                }
            }
        }
    }

    /** Another key of the same form, in which each letter and digit is another one but for those of an escape. */
    static String like(String key, RandomGenerator random) {
        StringBuilder like = new StringBuilder(key);
        Reading plain = Reading.of(key, true)
                .layers(1)
                .get(Reading.of(key, false).layers(1).size() - 1);
        BitSet strays = Escape.strays(key);
        for (int i = 0; i < plain.starts().length; i++) {
            int at = plain.starts()[i];
            char c = key.charAt(at);
            if (plain.ends()[i] - at == 1 && Cipher.changes(c) && !strays.get(at)) {
                like.setCharAt(at, other(c, random));
            }
        }
        return like.toString();
    }

    /** A, B, and C stay among themselves, as do small ones: in references of HTML they have two digits, and others three. */
    private static char other(char c, RandomGenerator random) {
        boolean digit = Character.isDigit(c);
        char a = Character.isUpperCase(c) ? 'A' : 'a';
        boolean early = c < a + 3;
        int first = digit ? '0' : early ? a : a + 3;
        int radix = digit ? 10 : early ? 3 : 23;
        return (char) (first + (c - first + 1 + random.nextInt(radix - 1)) % radix);
    }

    /** Whether a text of everybody's holds the key, which then cannot be told from it. */
    boolean isWordOf(String text) {
        return key.length() < SHORT
                ? KeyEcho.word(key).matcher(text).find()
                : text.toLowerCase(Locale.ROOT).contains(key.toLowerCase(Locale.ROOT));
    }

    /** @param done is set where a key stood */
    String in(String text, BitSet done) {
        if (!isIn(text)) {
            return text;
        }
        char[] changed = text.toCharArray();
        for (Reading layer : Reading.of(text, true).layers(LAYERS)) {
            if (key.length() < SHORT) {
                Matcher word = KeyEcho.word(key).matcher(layer.text());
                while (word.find()) {
                    write(changed, layer, word.start(), new Form(key, key, madeUp), done);
                }
                continue;
            }
            Reading seen = layer.seen();
            String lowerCase = seen.lowerCase().text();
            for (Form form : forms) {
                for (int at = lowerCase.indexOf(form.lowerCase());
                        at >= 0;
                        at = lowerCase.indexOf(form.lowerCase(), at + 1)) {
                    write(changed, seen, at, form, done);
                }
            }
        }
        return new String(changed);
    }

    /** As {@link #in} looks for it, in a quarter of the memory. */
    private boolean isIn(String text) {
        if (key.isEmpty()) {
            return false;
        }
        for (Reading layer : Reading.of(text, false).layers(LAYERS)) {
            String lowerCase = key.length() < SHORT ? "" : layer.compact().text();
            if (key.length() < SHORT
                    ? layer.text().contains(key)
                    : forms.stream().anyMatch(form -> lowerCase.contains(form.lowerCase()))) {
                return true;
            }
        }
        return false;
    }

    private static void write(char[] text, Reading reading, int at, Form form, BitSet done) {
        for (int i = 0; i < form.key().length(); i++) {
            int start = reading.starts()[at + i];
            int end = reading.ends()[at + i];
            char was = reading.text().charAt(at + i);
            char is = form.madeUp().charAt(i);
            if (was != form.key().charAt(i)) {
                is = Character.isUpperCase(was) ? Character.toUpperCase(is) : Character.toLowerCase(is);
            }
            if (!done.get(start) && is != was) {
                String written = new String(text, start, end - start);
                Reading.likewise(written, is).getChars(0, end - start, text, start);
            }
            done.set(start, end);
        }
    }
}
