package io.github.upscale4j.provider;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it. Immutable.
 *
 * @param sequence counts requests from 1 in the order in which their heads were read; 0 for what is none, see
 *     {@link ProviderOptions.Builder#onExchange}
 * @param connection counts connections from 1 in the order in which they were accepted
 * @param kind what was asked for
 * @param method the method as sent
 * @param path the target as sent, without its query
 * @param headers the header lines in their order, credentials included; {@link Header#toString()} masks those
 * @param bytesReceived bytes of the request that were read so far, head and framing included
 * @param receivedInFull whether the request arrived to its last byte
 * @param raw the request's bytes as they came, only with {@link ProviderOptions.Builder#keepBodies} or
 *     {@link ProviderOptions.Builder#onExchange}; else none
 * @param pictureHash the SHA-256 of the picture's bytes in lower-case hexadecimal, or null if none was read
 * @param refusal the place for which the request was honestly turned down, as in {@code part:image_file}; or null
 * @param status the status that was answered, faults included; 0 as long as, or if, there is none
 * @param imagesBilled how many images were billed; 0 if the call was not
 * @param inFlight from the head's first line to the answer's first byte, or until now
 * @param finished whether the answer was about to be written, or there will be none
 * @param problem what went wrong in the provider or its faults, such as a patch that does not fit; or null
 */
public record Exchange(
        long sequence,
        long connection,
        Kind kind,
        String method,
        String path,
        List<Header> headers,
        long bytesReceived,
        boolean receivedInFull,
        ByteBuffer raw,
        @Nullable String pictureHash,
        @Nullable String refusal,
        int status,
        int imagesBilled,
        Duration inFlight,
        boolean finished,
        @Nullable String problem) {

    /** What a request asks for. */
    public enum Kind {
        /** The paid endpoint, with any method. */
        CALL,
        /** A result picture. */
        DOWNLOAD,
        /** Anything else, malformed requests included. */
        OTHER
    }

    public Exchange {
        headers = List.copyOf(headers);
        raw = raw.asReadOnlyBuffer();
    }

    /** The request's bytes as they came, read-only, from position 0; empty if they were not kept. */
    @Override
    public ByteBuffer raw() {
        return raw.duplicate();
    }

    /** The value of the first header line with that name, in any case; or null. */
    public @Nullable String header(String name) {
        return Header.first(headers, name);
    }

    /**
     * A header line.
     *
     * @param name as sent
     * @param value as sent, without the space around it
     */
    public record Header(String name, String value) {
        private static final Pattern SECRET = Pattern.compile("auth|key|token|cookie|secret");

        /** {@code name: value}, with three stars for the value where it may be a credential. */
        @Override
        public String toString() {
            return name + ": " + (SECRET.matcher(name.toLowerCase(Locale.ROOT)).find() ? "***" : value);
        }

        static @Nullable String first(List<Header> headers, String name) {
            for (Header header : headers) {
                if (header.name.equalsIgnoreCase(name)) {
                    return header.value;
                }
            }
            return null;
        }
    }
}
