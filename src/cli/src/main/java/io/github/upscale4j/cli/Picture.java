package io.github.upscale4j.cli;

import io.github.upscale4j.api.UpscaleApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that can be sent: it was read once, in full, and is a whole picture of a kind that the contract has.
 *
 * @param sha256 of its bytes, in lower-case hexadecimal
 * @param mediaType told by its first bytes
 */
record Picture(Path file, String sha256, long bytes, String mediaType) {
    /** Arrays end a little below the largest int. */
    private static final long MAX_ARRAY = Integer.MAX_VALUE - 8L;

    /**
     * Reads and checks a file. Links are followed; what is no regular file is never opened, since that could block or do things.
     *
     * @param maxBytes the largest file to take; what is larger is not read
     */
    static Picture read(Path file, long maxBytes) throws UnusablePicture {
        BasicFileAttributes before = attributes(file);
        if (!before.isRegularFile()) {
            throw refused(file, "a picture", FileState.of(file, before));
        }
        long size = before.size();
        long max = Math.min(maxBytes, MAX_ARRAY);
        if (size == 0) {
            throw refused(file, "a picture", "an empty file");
        }
        if (size > max) {
            throw refused(file, "at most " + max + " bytes", size + " bytes");
        }
        byte[] bytes = contents(file, (int) size);
        String sha256 = Sha256.of(bytes);
        BasicFileAttributes after = attributes(file);
        if (after.size() != size || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
            throw changed(file, size, after.size() == size ? "others" : after.size() + " bytes");
        }
        return new Picture(file, sha256, size, checkedKind(file, bytes).mediaType);
    }

    private static BasicFileAttributes attributes(Path file) throws UnusablePicture {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            throw refused(file, "a picture", FileState.of(file, e));
        }
    }

    private static byte[] contents(Path file, int size) throws UnusablePicture {
        byte[] bytes = new byte[size];
        try (InputStream in = Files.newInputStream(file)) {
            int count = in.readNBytes(bytes, 0, size);
            if (count < size) {
                throw changed(file, size, "only " + count);
            }
            if (in.read() >= 0) {
                throw changed(file, size, "more");
            }
        } catch (IOException e) {
            throw refused(file, "a readable file", FileState.of(file, e));
        }
        return bytes;
    }

    private static PictureKind checkedKind(Path file, byte[] bytes) throws UnusablePicture {
        PictureKind kind = PictureKind.of(bytes);
        if (kind == null) {
            OtherKind other = OtherKind.of(bytes);
            throw refused(
                    file,
                    "one of " + UpscaleApi.IMAGE_FILE_MEDIA_TYPES,
                    other.name + (other.isPicture ? "; convert it to PNG first" : ""));
        }
        if (!PictureEnd.isThere(kind, bytes)) {
            throw refused(file, "a whole " + kind, "only the first " + bytes.length + " bytes of one");
        }
        return kind;
    }

    private static UnusablePicture changed(Path file, long size, String found) {
        return refused(file, size + " bytes", found + ": it changed while it was read");
    }

    private static UnusablePicture refused(Path file, String expected, String found) {
        return new UnusablePicture(file, "expected " + expected + " but found " + found);
    }
}
