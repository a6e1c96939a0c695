package io.github.upscale4j.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call as bytes, made of the good one by a few changes. How they are written stands in {@code client-breakages.yaml}.
 *
 * @param findings {@code rule at where}, each once; empty for an honest one
 */
record RawCall(String name, JsonNode entry, SortedSet<String> findings) {
    static final String KEY = "sesame-Key/41c7+9f02";

    private static final Pattern PLACE = Pattern.compile("\\{(x[0-9A-F]{2}|[A-Z]+)}");
    private static final int LARGEST = (int) Contract.published().parts().stream()
            .mapToLong(Contract.Part::maxBytes)
            .max()
            .orElseThrow();

    private static final Map<String, Supplier<byte[]>> BYTES = Map.of(
            "LF", () -> new byte[] {'\n'},
            "KEY", () -> KEY.getBytes(StandardCharsets.US_ASCII),
            "PNG", () -> Pictures.of("image/png", 1),
            "JPEG", () -> Pictures.of("image/jpeg", 1),
            "WEBP", () -> Pictures.of("image/webp", 1),
            "GIF", () -> Pictures.of("image/gif", 1),
            "LARGEST", () -> Pictures.sized(1, LARGEST),
            "LARGE", () -> Pictures.sized(1, LARGEST + 1));

    static List<RawCall> breakages() {
        return read("client-breakages.yaml");
    }

    static List<RawCall> honest() {
        return read("client-honest.yaml");
    }

    /** An honest one with a picture of so many bytes. */
    static RawCall large(int bytes) {
        ObjectNode entry = Json.MAPPER.createObjectNode();
        entry.putArray("change").add("{PNG}").add("{PNG}" + "0".repeat(bytes));
        return new RawCall("large", entry, new TreeSet<>());
    }

    private static List<RawCall> read(String resource) {
        List<RawCall> calls = new ArrayList<>();
        for (JsonNode entry : Json.parseYaml(resource(resource))) {
            SortedSet<String> findings = new TreeSet<>(Contract.texts(entry.path("findings")));
            calls.add(new RawCall(entry.required("name").asString(), entry, findings));
        }
        return calls;
    }

    private static byte[] resource(String name) {
        try (InputStream in = RawCall.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever makes it another call than the others. */
    String changes() {
        return ((ObjectNode) entry.deepCopy())
                .remove(List.of("name", "findings"))
                .toString();
    }

    byte[] bytes() throws IOException {
        String text = new String(resource("client-call.txt"), StandardCharsets.UTF_8);
        List<String> changes = Contract.texts(entry.path("change"));
        for (int i = 0; i < changes.size(); i += 2) {
            int at = text.indexOf(changes.get(i));
            if (at < 0) {
                throw new IllegalArgumentException(name + ": expected a call that has " + changes.get(i));
            }
            text = text.substring(0, at)
                    + changes.get(i + 1)
                    + text.substring(at + changes.get(i).length());
        }
        int end = text.indexOf("\n\n") + 2;
        byte[] body = filled(entry.path("body").asString(text.substring(end)));
        body = entry.path("gzip").asBoolean(false) ? gzipped(body) : body;
        int size = entry.path("chunked").asInt(0);
        String head = text.substring(0, end).replace("{LENGTH}", String.valueOf(body.length));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(filled(head));
        all.writeBytes(size == 0 ? body : chunked(body, size));
        all.writeBytes(filled(entry.path("behind").asString("")));
        return all.toByteArray();
    }

    private byte[] chunked(byte[] body, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += size) {
            int length = Math.min(size, body.length - at);
            out.writeBytes(
                    filled(Integer.toHexString(length) + entry.path("extension").asString("") + "\n"));
            out.write(body, at, length);
            out.writeBytes(filled("\n"));
        }
        out.writeBytes(filled(entry.path("last").asString("0\n\n")));
        return out.toByteArray();
    }

    private static byte[] gzipped(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }

    /** Lines end with CR LF from here on. */
    private static byte[] filled(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matcher place = PLACE.matcher(text);
        int at = 0;
        while (place.find()) {
            out.writeBytes(lines(text.substring(at, place.start())));
            String name = place.group(1);
            if (name.startsWith("x")) {
                out.write(Integer.parseInt(name.substring(1), 16));
            } else {
                out.writeBytes(Objects.requireNonNull(BYTES.get(name), name).get());
            }
            at = place.end();
        }
        out.writeBytes(lines(text.substring(at)));
        return out.toByteArray();
    }

    private static byte[] lines(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Sends it on a connection of its own and returns what came back, when the other side has closed. */
    String send(int port) throws IOException {
        return send(bytes(), port);
    }

    static String send(byte[] bytes, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            } catch (IOException e) {
                // Turned down before all of it was read.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The display name of its test. */
    @Override
    public String toString() {
        return name;
    }
}
