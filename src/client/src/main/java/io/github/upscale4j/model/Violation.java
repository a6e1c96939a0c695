package io.github.upscale4j.model;

import java.util.Objects;

/**
 * One place where an answer breaks the contract.
 *
 * @param path the JSON path of the value, such as {@code $.data[1].url}
 * @param rule the keyword of the contract's JSON Schema that is broken, such as {@code required}, {@code type}, {@code format}
 *     or {@code maximum}; {@code uniqueNames} where an object has a name twice
 * @param expected what the contract promises there
 * @param found what was there: its type, and for a text or a number its beginning, with links cut before their query
 */
public record Violation(String path, String rule, String expected, String found) {
    public Violation {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(found, "found");
    }

    /** One sentence: what was expected, what was found, and where. */
    @Override
    public String toString() {
        return "expected " + expected + " but was " + found + " at path " + path + " (" + rule + ")";
    }
}
