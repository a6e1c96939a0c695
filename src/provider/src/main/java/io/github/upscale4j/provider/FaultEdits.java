package io.github.upscale4j.provider;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fault does to the content of an answer. Zero, false, null and empty mean: nothing.
 *
 * @param content a String or the exact bytes
 * @param repeatBody how many times
 * @param padTo in bytes
 */
record FaultEdits(
        int status,
        @Nullable String reason,
        List<HeaderEdit> headers,
        List<Exchange.Header> duplicateHeaders,
        @Nullable JsonPatch patch,
        @Nullable String dialect,
        @Nullable Object content,
        String prepend,
        String append,
        @Nullable String contentType,
        @Nullable Charset charset,
        boolean pretty,
        boolean escapeUnicode,
        boolean echoKey,
        boolean gzip,
        long repeatBody,
        long padTo,
        @Nullable String redirect) {
    private static final long MAX_BYTES = 1L << 40;
    private static final FaultEdits NONE = new FaultEdits(
            0, null, List.of(), List.of(), null, null, null, "", "", null, null, false, false, false, false, 0, 0,
            null);

    /** A header line to replace, or to remove where the value is null. */
    record HeaderEdit(String name, @Nullable String value) {}

    static FaultEdits read(Expected.Members members) {
        Expected status = members.optional("status");
        Expected patch = members.optional("patch");
        Expected body = members.optional("body");
        Expected base64 = members.optional("bodyBase64");
        if (body != null && base64 != null) {
            throw base64.but("either body or bodyBase64");
        }
        List<HeaderEdit> headers = new ArrayList<>();
        named(members.optional("headers"))
                .forEach((name, value) ->
                        headers.add(new HeaderEdit(name, value.value() == null ? null : value.string())));
        List<Exchange.Header> duplicates = new ArrayList<>();
        named(members.optional("duplicateHeaders"))
                .forEach((name, value) -> duplicates.add(new Exchange.Header(name, value.string())));
        return new FaultEdits(
                status == null ? 0 : (int) status.integer(100, 999),
                string(members.optional("reason")),
                List.copyOf(headers),
                List.copyOf(duplicates),
                patch == null ? null : JsonPatch.of(patch),
                string(members.optional("dialect")),
                body != null ? body.string() : base64 != null ? decoded(base64) : null,
                text(members.optional("prepend")),
                text(members.optional("append")),
                string(members.optional("contentType")),
                charset(members.optional("charset")),
                flag(members.optional("pretty")),
                flag(members.optional("escapeUnicode")),
                flag(members.optional("echoKey")),
                flag(members.optional("gzip")),
                size(members.optional("repeatBody")),
                size(members.optional("padTo")),
                string(members.optional("redirect")));
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    private static Map<String, Expected> named(@Nullable Expected object) {
        return object == null ? Map.of() : object.members().all();
    }

    private static @Nullable String string(@Nullable Expected value) {
        return value == null ? null : value.string();
    }

    private static String text(@Nullable Expected value) {
        return value == null ? "" : value.string();
    }

    private static boolean flag(@Nullable Expected value) {
        return value != null && value.bool();
    }

    private static long size(@Nullable Expected value) {
        return value == null ? 0 : value.integer(1, MAX_BYTES);
    }

    private static byte[] decoded(Expected base64) {
        try {
            return Base64.getDecoder().decode(base64.string());
        } catch (IllegalArgumentException e) {
            throw base64.but("Base64");
        }
    }

    private static @Nullable Charset charset(@Nullable Expected name) {
        try {
            return name == null ? null : Charset.forName(name.string());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw name.but("the name of a charset of this JVM");
        }
    }
}
