package io.github.upscale4j;

import io.github.upscale4j.api.UpscaleApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ByteString;
import okio.HashingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** An image that was checked: its kind and length are known, and it can be sent as often as it takes, in constant memory. */
final class Upload implements AutoCloseable {
    private static final int CHUNK = 8192;

    final ImageType type;
    final long length;
    private final Content content;
    private final @Nullable Path temporary;
    private @Nullable ByteString sha256;

    private Upload(String what, Content content, long length, long maxBytes, @Nullable Path temporary)
            throws ImageRefusedException {
        if (length == 0) {
            throw refused(what, "an image", "an empty file", null);
        }
        if (length > maxBytes) {
            throw tooLarge(what, maxBytes, length + " bytes");
        }
        this.type = type(what, content);
        this.content = content;
        this.length = length;
        this.temporary = temporary;
    }

    static Upload of(Path path, long maxBytes) throws ImageRefusedException {
        String what = "image " + path;
        long length;
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            if (!file.isRegularFile()) {
                throw refused(what, "a file", file.isDirectory() ? "a directory" : "something else", null);
            }
            length = file.size();
        } catch (ImageRefusedException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw refused(what, "a file", "nothing", e);
        } catch (IOException e) {
            throw unreadable(what, e);
        }
        return new Upload(what, () -> Okio.source(Files.newInputStream(path)), length, maxBytes, null);
    }

    static Upload of(byte[] bytes, long maxBytes) throws ImageRefusedException {
        return new Upload("image", () -> Okio.source(new ByteArrayInputStream(bytes)), bytes.length, maxBytes, null);
    }

    static Upload of(InputStream stream, long maxBytes) throws ImageRefusedException {
        Path file = null;
        try {
            file = Files.createTempFile("upscale4j-", ".image");
            long length = copy(stream, file, maxBytes);
            Path copied = file;
            Upload upload =
                    new Upload("image", () -> Okio.source(Files.newInputStream(copied)), length, maxBytes, copied);
            file = null;
            return upload;
        } catch (ImageRefusedException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable("image", e);
        } finally {
            delete(file);
        }
    }

    /** What the content has to be when it is sent. */
    Upload expecting(@Nullable ByteString hash) {
        sha256 = hash;
        return this;
    }

    /**
     * Writes the image. Fails before its last byte is out if it is not what was checked.
     *
     * @param sent is told how many bytes were written so far
     */
    void writeTo(BufferedSink sink, LongConsumer sent) throws Changed, IOException {
        try (HashingSource hashing = sha256 == null ? null : HashingSource.sha256(opened());
                Source source = hashing == null ? opened() : hashing) {
            long left = length;
            sent.accept(0);
            while (left > 0) {
                long count = read(source, sink.getBuffer(), Math.min(left, CHUNK));
                if (count < 0) {
                    throw new Changed(changed("only " + (length - left)), null);
                }
                left -= count;
                if (left == 0 && read(source, new Buffer(), 1) > 0) {
                    throw new Changed(changed("more"), null);
                }
                if (left == 0 && hashing != null && !hashing.hash().equals(sha256)) {
                    throw new Changed("image: expected the content with the given SHA-256 but found another one", null);
                }
                sink.emitCompleteSegments();
                sent.accept(length - left);
            }
        }
    }

    private Source opened() throws Changed {
        try {
            return content.open();
        } catch (IOException e) {
            throw new Changed(changed("a file that cannot be opened any more"), e);
        }
    }

    private long read(Source source, Buffer buffer, long count) throws Changed {
        try {
            return source.read(buffer, count);
        } catch (IOException e) {
            throw new Changed(changed("a file that cannot be read any more"), e);
        }
    }

    private String changed(String found) {
        return "image: expected " + length + " bytes but found " + found + ": it changed while it was sent";
    }

    /** Deletes what was copied to a temporary file. */
    @Override
    public void close() {
        delete(temporary);
    }

    private static long copy(InputStream stream, Path file, long maxBytes) throws IOException {
        try (BufferedSink sink = Okio.buffer(Okio.sink(file))) {
            byte[] chunk = new byte[CHUNK];
            long length = 0;
            for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                length += count;
                if (length > maxBytes) {
                    throw tooLarge("image", maxBytes, "more");
                }
                sink.write(chunk, 0, count);
            }
            return length;
        }
    }

    private static ImageType type(String what, Content content) throws ImageRefusedException {
        byte[] start;
        try (BufferedSource source = Okio.buffer(content.open())) {
            source.request(ImageType.MAGIC_BYTES);
            start = source.readByteArray(Math.min(source.getBuffer().size(), ImageType.MAGIC_BYTES));
        } catch (IOException e) {
            throw unreadable(what, e);
        }
        ImageType type = ImageType.of(start);
        if (type == null) {
            throw refused(
                    what,
                    "one of " + UpscaleApi.IMAGE_FILE_MEDIA_TYPES,
                    "a file that begins with the bytes " + hex(start),
                    null);
        }
        return type;
    }

    private static String hex(byte[] start) {
        return HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOf(start, Math.min(start.length, 4)));
    }

    private static ImageRefusedException tooLarge(String what, long maxBytes, String found) {
        return refused(what, "at most " + maxBytes + " bytes", found, null);
    }

    private static ImageRefusedException unreadable(String what, IOException cause) {
        return refused(what, "a readable file", cause.getClass().getSimpleName(), cause);
    }

    private static ImageRefusedException refused(
            String what, String expected, String found, @Nullable Throwable cause) {
        return new ImageRefusedException(
                what + ": expected " + expected + " but found " + found + "; nothing was sent", cause);
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            Log.temporaryFileLeft(file, e);
        }
    }

    /** The image's bytes, from their beginning each time. */
    private interface Content {
        Source open() throws IOException;
    }

    /** The image is not what was checked: no line's fault, and sending it again would not help. */
    static final class Changed extends IOException {
        private static final long serialVersionUID = 1L;

        Changed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
