package io.github.upscale4j.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes multipart bodies. */
final class Form {
    static final String BOUNDARY = "a-boundary";
    static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A complete, valid call with these parameters and this picture. */
    static byte[] of(String parameters, byte[] picture) {
        return new Form()
                .text(parameters)
                .file("picture.png", "image/png", picture)
                .end();
    }

    Form text(String parameters) {
        return part("form-data; name=\"image_request\"", null, parameters.getBytes(StandardCharsets.UTF_8));
    }

    Form file(String name, String type, byte[] bytes) {
        return part("form-data; name=\"image_file\"; filename=\"" + name + "\"", type, bytes);
    }

    Form part(String disposition, String type, byte[] bytes) {
        raw("--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n");
        raw(type == null ? "\r\n" : "Content-Type: " + type + "\r\n\r\n");
        out.writeBytes(bytes);
        return raw("\r\n");
    }

    Form raw(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    byte[] end() {
        raw("--" + BOUNDARY + "--\r\n");
        return out.toByteArray();
    }
}
