package io.github.upscale4j;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * An image to send: a PNG, JPEG or WebP, which is told by its first bytes and never by its name. What it is made of is looked at
 * when a call begins; until then nothing is opened or read. Thread-safe.
 */
public final class ImageFile {
    private final Opener opener;

    private final @Nullable ByteString sha256;

    private ImageFile(Opener opener, @Nullable ByteString sha256) {
        this.opener = opener;
        this.sha256 = sha256;
    }

    /** The file at a path. It may be sent by many calls, and must not change while one runs. Its name is not sent. */
    public static ImageFile of(Path path) {
        Objects.requireNonNull(path, "path");
        return new ImageFile(maxBytes -> Upload.of(path, maxBytes), null);
    }

    /** These bytes, which are not copied: they must not change while a call runs. They may be sent by many calls. */
    public static ImageFile of(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return new ImageFile(maxBytes -> Upload.of(bytes, maxBytes), null);
    }

    /**
     * What a stream has, for one call. The thread that begins the call reads it to its end, into a temporary file that is deleted
     * with the call's end, and does not close it.
     */
    public static ImageFile of(InputStream stream) {
        Objects.requireNonNull(stream, "stream");
        AtomicBoolean read = new AtomicBoolean();
        return new ImageFile(
                maxBytes -> {
                    if (read.getAndSet(true)) {
                        throw new ImageRefusedException(
                                "image: expected a stream that was not read yet, but a call has read it; make an ImageFile for each"
                                        + " call",
                                null);
                    }
                    return Upload.of(stream, maxBytes);
                },
                null);
    }

    /**
     * The same image, which is sent in full only if its content has this hash: otherwise the upload is cut off before its last byte,
     * nothing is billed, and the call fails with {@link Billing#INCOMPLETE}. For a file that somebody may change after it was looked at.
     *
     * @param hash SHA-256 in hexadecimal, 64 digits
     * @throws IllegalArgumentException if it is something else
     */
    public ImageFile withSha256(String hash) {
        if (!hash.matches("[0-9A-Fa-f]{64}")) {
            throw new IllegalArgumentException(
                    "sha256: expected 64 hexadecimal digits but found " + hash.length() + " characters");
        }
        return new ImageFile(opener, ByteString.decodeHex(hash));
    }

    Upload open(long maxBytes) throws ImageRefusedException {
        return opener.open(maxBytes).expecting(sha256);
    }

    /** Checks an image and makes it ready to be sent. */
    private interface Opener {
        Upload open(long maxBytes) throws ImageRefusedException;
    }
}
