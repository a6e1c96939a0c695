package io.github.upscale4j;

import io.github.upscale4j.FailedAttempt.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import okhttp3.Protocol;
import okhttp3.Response;

/** The body of an answer, which must be a whole picture of our kinds, and not too large. One thread reads it. */
final class PictureStream extends InputStream {
    private final Response response;
    private final InputStream body;
    private final long maxBytes;
    /** The length that the answer declares, or -1. */
    private final long declared;
    /** Whether nothing but the connection's end tells the body's. */
    private final boolean closeDelimited;

    private final ContainerEnd end = new ContainerEnd();
    private final byte[] start;
    private final ImageType type;
    private int startRead;
    private long count;

    /**
     * Reads the first bytes. Takes the response over: it is closed if this fails.
     *
     * @throws FailedAttempt if it is no picture or declares to be too large, or broke
     */
    PictureStream(Response response, long maxBytes) throws FailedAttempt {
        this.response = response;
        this.maxBytes = maxBytes;
        String coding = response.header("Transfer-Encoding");
        boolean chunked = "chunked".equalsIgnoreCase(coding);
        this.declared = chunked ? -1 : response.body().contentLength();
        this.closeDelimited = declared < 0
                && !chunked
                && (response.protocol() == Protocol.HTTP_1_1 || response.protocol() == Protocol.HTTP_1_0);
        this.body = response.body().byteStream();
        boolean whole = false;
        try {
            if (declared > maxBytes) {
                throw tooLarge(declared + " declared");
            }
            this.start = start();
            ImageType found = ImageType.of(start);
            if (found == null) {
                throw new FailedAttempt(
                        "expected a picture (" + Arrays.toString(ImageType.values()) + ") but found " + looks(start),
                        Retry.ONCE,
                        null,
                        null);
            }
            this.type = found;
            whole = true;
        } finally {
            if (!whole) {
                response.close();
            }
        }
    }

    private byte[] start() throws FailedAttempt {
        byte[] bytes = new byte[ImageType.MAGIC_BYTES];
        int length = 0;
        try {
            for (int n = 0; n >= 0 && length < bytes.length; length += Math.max(n, 0)) {
                n = body.read(bytes, length, bytes.length - length);
            }
        } catch (IOException e) {
            throw broke(e, length);
        }
        return Arrays.copyOf(bytes, length);
    }

    private String looks(byte[] found) {
        String coding = response.header("Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            return "a content coding, which was not asked for";
        }
        String text = new String(found, StandardCharsets.ISO_8859_1)
                .replace("\u00EF\u00BB\u00BF", "")
                .strip();
        if (text.isEmpty()) {
            return found.length == 0 ? "nothing" : "white space";
        }
        return switch (text.charAt(0)) {
            case '<' -> "markup such as an HTML page";
            case '{', '[' -> "what looks like JSON";
            default -> "other bytes";
        };
    }

    private FailedAttempt tooLarge(String found) {
        return FailedAttempt.forGood("expected at most " + maxBytes + " bytes but found " + found);
    }

    private FailedAttempt broke(IOException cause, long received) {
        return new FailedAttempt(incomplete(received) + ", then the connection broke", Retry.YES, null, cause);
    }

    private String incomplete(long received) {
        return declared < 0
                ? "expected a whole picture but found only its first " + received + " bytes"
                : "expected " + declared + " bytes but found " + received;
    }

    @Override
    public int read() throws FailedAttempt {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws FailedAttempt {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        int n;
        if (startRead < start.length) {
            n = Math.min(length, start.length - startRead);
            System.arraycopy(start, startRead, bytes, offset, n);
            startRead += n;
        } else {
            try {
                n = body.read(bytes, offset, length);
            } catch (IOException e) {
                throw broke(e, count);
            }
        }
        if (n < 0) {
            requireWhole();
            return n;
        }
        count += n;
        if (count > maxBytes) {
            throw tooLarge("more");
        }
        end.add(bytes, offset, n);
        return n;
    }

    /** OkHttp tells a body of HTTP/1.1 that is shorter than declared, and no other. */
    private void requireWhole() throws FailedAttempt {
        boolean whole = declared >= 0 ? count == declared : !closeDelimited || end.isComplete(type, start);
        if (!whole) {
            throw new FailedAttempt(incomplete(count), Retry.YES, null, null);
        }
    }

    /** Gives the connection back, or closes it where not everything was read. Can be done again. */
    @Override
    public void close() {
        response.close();
    }
}
