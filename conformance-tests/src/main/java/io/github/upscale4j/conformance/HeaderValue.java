package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a header that has parameters, such as a media type.
 *
 * @param word what stands in front of them, in lower case
 * @param fault what of the syntax is wrong; the parameters are those in front of it
 */
record HeaderValue(String word, List<Parameter> parameters, Optional<String> fault) {
    static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    // Possessive, because each turn of a group that can be taken back costs stack.
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*;\\s*(?:([^=;\\s\"]++)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\\s\"]++)))?+\\s*");

    /**
     * A parameter.
     *
     * @param name in lower case
     * @param value as it was sent, without quotes
     */
    record Parameter(String name, String value, boolean quoted) {
        /** Without the backslashes in front of quotes; others are those of a path, as old browsers have it. */
        String text() {
            return value.replace("\\\"", "\"");
        }
    }

    HeaderValue {
        parameters = List.copyOf(parameters);
    }

    static HeaderValue read(String value) {
        int semicolon = value.indexOf(';');
        String word = (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
        List<Parameter> parameters = new ArrayList<>();
        Optional<String> fault = Optional.empty();
        int at = semicolon < 0 ? value.length() : semicolon;
        Matcher matcher = PARAMETER.matcher(value);
        while (at < value.length() && fault.isEmpty()) {
            if (!matcher.region(at, value.length()).lookingAt()) {
                fault = Optional.of("parameters that are not of the form name=value or name=\"value\"");
                continue;
            }
            at = matcher.end();
            if (matcher.group(1) != null) {
                String name = matcher.group(1).toLowerCase(Locale.ROOT);
                boolean quoted = matcher.group(2) != null;
                if (parameters.stream().anyMatch(other -> other.name().equals(name))) {
                    fault = Optional.of("the parameter " + name + " twice");
                }
                parameters.add(new Parameter(name, quoted ? matcher.group(2) : matcher.group(3), quoted));
            }
        }
        return new HeaderValue(word.toLowerCase(Locale.ROOT), parameters, fault);
    }

    Optional<Parameter> parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }
}
