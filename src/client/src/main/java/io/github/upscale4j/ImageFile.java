package io.github.upscale4j;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An image to send: a PNG, JPEG or WebP, which is told by its first bytes and never by its name. What it is made of is looked at
 * when a call begins; until then nothing is opened or read. Thread-safe.
 */
public final class ImageFile {
    private final Opener opener;

    private ImageFile(Opener opener) {
        this.opener = opener;
    }

    /** The file at a path. It may be sent by many calls, and must not change while one runs. Its name is not sent. */
    public static ImageFile of(Path path) {
        Objects.requireNonNull(path, "path");
        return new ImageFile(maxBytes -> Upload.of(path, maxBytes));
    }

    /** These bytes, which are not copied: they must not change while a call runs. They may be sent by many calls. */
    public static ImageFile of(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return new ImageFile(maxBytes -> Upload.of(bytes, maxBytes));
    }

    /**
     * What a stream has, for one call. The thread that begins the call reads it to its end, into a temporary file that is deleted
     * with the call's end, and does not close it.
     */
    public static ImageFile of(InputStream stream) {
        Objects.requireNonNull(stream, "stream");
        AtomicBoolean read = new AtomicBoolean();
        return new ImageFile(maxBytes -> {
            if (read.getAndSet(true)) {
                throw new ImageRefusedException(
                        "image: expected a stream that was not read yet, but a call has read it; make an ImageFile for each"
                                + " call",
                        null);
            }
            return Upload.of(stream, maxBytes);
        });
    }

    Upload open(long maxBytes) throws ImageRefusedException {
        return opener.open(maxBytes);
    }

    /** Checks an image and makes it ready to be sent. */
    private interface Opener {
        Upload open(long maxBytes) throws ImageRefusedException;
    }
}
