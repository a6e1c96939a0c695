package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Finds a key in an answer, in whatever form {@link KeyFinder} knows. */
final class KeyEcho {
    /** A shorter key, or one without a digit, may be part of a name by chance. */
    private static final int LONG = 16;
    /** Places that are named. */
    private static final int MOST = 100;

    private final Predicate<String> holds;

    /** @param key not empty; a short or word-like one is only looked for as it is, and as a word of its own */
    KeyEcho(String key) {
        KeyFinder finder = new KeyFinder(key);
        Pattern word = word(key);
        boolean wordLike = key.length() < LONG || key.chars().noneMatch(c -> c >= '0' && c <= '9');
        this.holds = wordLike ? text -> word.matcher(text).find() : finder::isIn;
    }

    /** Finds a key as a word of its own. */
    static Pattern word(String key) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}_./-])" + Pattern.quote(key) + "(?![\\p{L}\\p{N}_/-]|\\.[\\p{L}\\p{N}_.-])");
    }

    boolean isIn(String text) {
        return holds.test(text);
    }

    /** In an address each step is a word; in an answer's links it may be one by chance. */
    boolean isInAddress(String text) {
        return isIn(text) || isIn(text.replace('/', ' '));
    }

    /**
     * As in {@link Finding#where()}, the deepest texts that hold it, the first so many; the body, if it is in no text of the
     * JSON.
     */
    List<String> places(Evidence evidence) {
        Answer answer = evidence.answer();
        List<String> places = new ArrayList<>();
        if (isIn(answer.statusLine())) {
            places.add("status");
        }
        Stream.concat(answer.interim().stream(), answer.headers().stream())
                .filter(header -> isIn(header.value()) || isIn(header.name()))
                .limit(MOST)
                .forEach(header -> places.add("response-header:" + header.name()));
        int before = places.size();
        evidence.json().ifPresent(json -> search(json, places));
        if (places.size() == before && (isIn(text(answer.body(), 0)) || isIn(text(answer.raw(), behindHead(answer))))) {
            places.add("body");
        }
        return places;
    }

    /** Where chunks with their extensions and trailers are, and what nobody declared. */
    private static int behindHead(Answer answer) {
        return answer.raw().length - (int) answer.receivedLength();
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }

    /**
     * An array or object that is being walked through.
     *
     * @param named whether its members have names of the provider's
     * @param pointer the length of its own JSON Pointer
     */
    private record Level(Iterator<Map.Entry<String, JsonNode>> members, boolean named, int pointer) {
        static Level of(JsonNode node, int pointer) {
            return new Level(KeyEcho.members(node), node.isObject(), pointer);
        }
    }

    /** Without recursion: an answer may be deeper than the stack. */
    private void search(JsonNode root, List<String> places) {
        StringBuilder pointer = new StringBuilder();
        Deque<Level> levels = new ArrayDeque<>();
        if (root.isString() && isIn(root.stringValue())) {
            places.add("body");
        }
        levels.push(Level.of(root, 0));
        while (!levels.isEmpty() && places.size() < MOST) {
            Level level = levels.peek();
            pointer.setLength(level.pointer());
            if (!level.members().hasNext()) {
                levels.pop();
                continue;
            }
            Map.Entry<String, JsonNode> member = level.members().next();
            JsonNode value = member.getValue();
            pointer.append(Json.append("", member.getKey()));
            if ((level.named() && isIn(member.getKey())) || (value.isString() && isIn(value.stringValue()))) {
                places.add(pointer.toString());
            }
            levels.push(Level.of(value, pointer.length()));
        }
    }

    /** Those of an array are named by their indices; none for all else. */
    private static Iterator<Map.Entry<String, JsonNode>> members(JsonNode node) {
        if (!node.isArray()) {
            return node.properties().iterator();
        }
        Iterator<JsonNode> items = node.values().iterator();
        return new Iterator<>() {
            private int index;

            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Map.Entry<String, JsonNode> next() {
                return Map.entry(String.valueOf(index++), items.next());
            }
        };
    }
}
