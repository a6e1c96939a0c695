package io.github.upscale4j.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes multipart/form-data (RFC 7578, RFC 2046) apart, strictly. */
final class Multipart {
    private static final int MAX_HEADERS = 16 * 1024;

    // Possessive, because each turn of a group that can be taken back costs stack.
    private static final Pattern PARAMETER =
            Pattern.compile("\\G\\s*;\\s*([^=;\\s]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\"\\s]*))\\s*");

    /** A part. */
    static final class Part {
        private final String name;
        private final @Nullable String fileName;
        private final @Nullable String contentType;
        private final byte[] bytes;

        Part(String name, @Nullable String fileName, @Nullable String contentType, byte[] bytes) {
            this.name = name;
            this.fileName = fileName;
            this.contentType = contentType;
            this.bytes = bytes;
        }

        String name() {
            return name;
        }

        @Nullable String fileName() {
            return fileName;
        }

        /** Its media type without parameters in lower case, or null. */
        @Nullable String contentType() {
            return contentType;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** Says what of the syntax was expected. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    private final byte[] body;
    private final byte[] delimiter;

    private Multipart(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    static List<Part> parse(byte[] body, String boundary) throws Malformed {
        return new Multipart(body, boundary).parts();
    }

    private List<Part> parts() throws Malformed {
        List<Part> parts = new ArrayList<>();
        int at = startsWith(delimiter, 2, 0) ? -2 : -3; // the first delimiter needs no line before it
        at = at == -2 && end(at) != 0 ? at : find(0);
        if (at == body.length) {
            throw new Malformed("expected the boundary but found none (lines end with CR LF)");
        }
        while (end(at) > 0) {
            int start = end(at);
            int next = find(start - 2);
            if (next == body.length) {
                throw new Malformed("expected the closing boundary but found the end");
            }
            parts.add(part(start, next));
            at = next;
        }
        return parts;
    }

    /** Where the next delimiter line starts (with the CR before it), or the body's length. */
    private int find(int from) {
        for (int i = Math.max(0, from); i <= body.length - delimiter.length; i++) {
            if (body[i] == '\r' && startsWith(delimiter, 0, i) && end(i) != 0) {
                return i;
            }
        }
        return body.length;
    }

    /** For a delimiter at this place: where its part starts, -1 for the closing one, 0 if it is just data. */
    private int end(int at) {
        int i = at + delimiter.length;
        if (i + 1 < body.length && body[i] == '-' && body[i + 1] == '-') {
            return -1;
        }
        while (i < body.length && (body[i] == ' ' || body[i] == '\t')) {
            i++;
        }
        return i + 1 < body.length && body[i] == '\r' && body[i + 1] == '\n' ? i + 2 : 0;
    }

    private boolean startsWith(byte[] wanted, int from, int at) {
        return at + wanted.length - from <= body.length
                && Arrays.equals(wanted, from, wanted.length, body, at, at + wanted.length - from);
    }

    private Part part(int start, int end) throws Malformed {
        Map<String, String> headers = new LinkedHashMap<>();
        int at = start;
        while (true) {
            int line = at;
            while (at + 1 < end + 2 && !(body[at] == '\r' && body[at + 1] == '\n')) {
                at++;
            }
            if (at + 1 >= end + 2 || at - start > MAX_HEADERS) {
                throw new Malformed("expected headers and an empty line (CR LF) at the start of a part");
            }
            String text = new String(body, line, at - line, StandardCharsets.UTF_8);
            at += 2;
            if (text.isEmpty()) {
                break;
            }
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new Malformed("expected a colon in each header line of a part");
            }
            headers.putIfAbsent(
                    text.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    text.substring(colon + 1).strip());
        }
        String disposition = headers.get("content-disposition");
        if (disposition == null || !mediaType(disposition).equals("form-data")) {
            throw new Malformed("expected Content-Disposition: form-data in each part");
        }
        Map<String, String> parameters = parameters(disposition);
        String name = parameters.get("name");
        if (name == null) {
            throw new Malformed("expected a name in each part's Content-Disposition");
        }
        String type = headers.get("content-type");
        return new Part(
                name,
                parameters.get("filename"),
                type == null ? null : mediaType(type),
                Arrays.copyOfRange(body, at, Math.max(at, end)));
    }

    /** A header's value up to its parameters, in lower case. */
    static String mediaType(String value) {
        int semicolon = value.indexOf(';');
        return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** A header's parameters by their lower-case names. */
    static Map<String, String> parameters(String value) throws Malformed {
        Map<String, String> parameters = new LinkedHashMap<>();
        int at = Math.max(0, value.indexOf(';'));
        Matcher matcher = PARAMETER.matcher(value).region(at, value.length());
        while (value.indexOf(';') >= 0 && matcher.find()) {
            String quoted = matcher.group(2);
            String plain = matcher.group(3);
            parameters.putIfAbsent(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    quoted != null ? quoted.replaceAll("\\\\(.)", "$1").replace("%22", "\"") : String.valueOf(plain));
            at = matcher.end();
        }
        if (value.indexOf(';') >= 0 && !value.substring(at).replace(";", "").isBlank()) {
            throw new Malformed("expected parameters of the form name=value or name=\"value\"");
        }
        return parameters;
    }
}
