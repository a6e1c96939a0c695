package io.github.upscale4j.provider;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A raw connection to a provider: what is sent and received is bytes. */
final class Caller implements AutoCloseable {
    private final Socket socket;
    private boolean broken;

    Caller(Provider provider) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), provider.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
    }

    /** What came back; how it ended: "complete", "closed", "reset" or "silent". */
    static final class Reply {
        private final int status;
        private final String head;
        private final byte[] body;
        private final String ending;

        Reply(int status, String head, byte[] body, String ending) {
            this.status = status;
            this.head = head;
            this.body = body;
            this.ending = ending;
        }

        int status() {
            return status;
        }

        String head() {
            return head;
        }

        byte[] body() {
            return body;
        }

        String ending() {
            return ending;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Object json() {
            try {
                return JsonReader.read(body);
            } catch (JsonReader.MalformedJson e) {
                throw new AssertionError(e + " in " + text(), e);
            }
        }

        Object at(String pointer) {
            return JsonPointer.resolve(json(), JsonPointer.steps(pointer));
        }

        List<String> headers(String name) {
            List<String> values = new ArrayList<>();
            for (String line : head.split("\r\n", -1)) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    values.add(line.substring(name.length() + 1).strip());
                }
            }
            return values;
        }

        String header(String name) {
            List<String> values = headers(name);
            return values.isEmpty() ? null : values.get(0);
        }

        Reply unzipped() throws IOException {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return new Reply(status, head, in.readAllBytes(), ending);
            }
        }
    }

    static Reply call(Provider provider, String parameters) throws IOException {
        return call(provider, Form.of(parameters, Pictures.PNG));
    }

    static Reply call(Provider provider, byte[] form) throws IOException {
        try (Caller caller = new Caller(provider)) {
            return caller.send(request(Map.of(), form)).receive();
        }
    }

    static Reply get(String link) throws IOException {
        URI uri = URI.create(link);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return receive(socket.getInputStream());
        }
    }

    /** A call with the default key unless the headers say otherwise; an empty value leaves a header out. */
    static byte[] request(Map<String, String> headers, byte[] body) {
        return request("POST /ideogram/upscale", headers, body);
    }

    static byte[] request(String target, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", "localhost");
        all.put("Authorization", "Bearer demo");
        all.put("Content-Type", Form.TYPE);
        all.put("Content-Length", String.valueOf(body.length));
        all.putAll(headers);
        StringBuilder head = new StringBuilder(target + " HTTP/1.1\r\n");
        all.forEach((name, value) -> head.append(value.isEmpty() ? "" : name + ": " + value + "\r\n"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    Caller send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException e) {
            // A reset is told once: who hears of it while writing reads a plain end afterwards.
            broken = true;
        }
        return this;
    }

    Caller patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
        return this;
    }

    Reply receive() throws IOException {
        Reply reply = receive(socket.getInputStream());
        return broken && reply.ending.equals("closed")
                ? new Reply(reply.status, reply.head, reply.body, "reset")
                : reply;
    }

    private static Reply receive(InputStream in) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String ending = "complete";
        try {
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    return reply(head, body, "closed");
                }
                head.write(b);
            }
            Reply soFar = reply(head, body, ending);
            String length = soFar.header("Content-Length");
            if ("chunked".equalsIgnoreCase(soFar.header("Transfer-Encoding"))) {
                ending = chunks(in, body);
            } else if (length == null && (soFar.status < 200 || soFar.status == 204 || soFar.status == 304)) {
                return soFar;
            } else {
                long left = length == null ? Long.MAX_VALUE : Long.parseLong(length);
                while (left-- > 0) {
                    int b = in.read();
                    if (b < 0) {
                        return reply(head, body, "closed");
                    }
                    body.write(b);
                }
            }
        } catch (SocketTimeoutException e) {
            ending = "silent";
        } catch (IOException e) {
            ending = "reset";
        }
        return reply(head, body, ending);
    }

    private static String chunks(InputStream in, ByteArrayOutputStream body) throws IOException {
        while (true) {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    return "closed";
                }
                line.append((char) b);
            }
            int size = Integer.parseInt(line.toString().strip(), 16);
            body.write(in.readNBytes(size));
            in.readNBytes(2);
            if (size == 0) {
                return "complete";
            }
        }
    }

    private static Reply reply(ByteArrayOutputStream head, ByteArrayOutputStream body, String ending) {
        String text = head.toString(StandardCharsets.UTF_8);
        int status = text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        return new Reply(status, text, body.toByteArray(), ending);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
