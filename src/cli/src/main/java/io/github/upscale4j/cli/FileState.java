package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What stands at a path, in words that follow "found". */
final class FileState {
    private static final int TYPE_MASK = 0170000;
    private static final int SOCKET = 0140000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int FIFO = 0010000;

    private FileState() {}

    /** What it is that is there, links followed, without opening it. */
    static String of(Path path, BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            return "a folder";
        }
        return attributes.isRegularFile() ? "a file" : special(path);
    }

    private static String special(Path path) {
        try {
            return switch ((int) Files.getAttribute(path, "unix:mode") & TYPE_MASK) {
                case FIFO -> "a FIFO";
                case SOCKET -> "a socket";
                case CHARACTER_DEVICE, BLOCK_DEVICE -> "a device";
                default -> "no regular file";
            };
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "no regular file";
        }
    }

    /** Why a path cannot be looked at or read. Names no path, which the exception's own message does, unescaped. */
    static String of(Path path, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return Files.isSymbolicLink(path) ? "a link that leads nowhere" : "nothing there";
        }
        return isLoop(failure) ? "a link that leads to itself" : reason(failure);
    }

    /** A walk of the JDK's finds loops by an exception of their own; the system has only words for them. */
    private static boolean isLoop(IOException failure) {
        return failure instanceof FileSystemLoopException
                || (failure instanceof FileSystemException system
                        && String.valueOf(system.getReason()).startsWith("Too many levels of symbolic links"));
    }

    /** What the system said. */
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "access denied";
        } else if (failure instanceof NoSuchFileException) {
            return "nothing there";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "something there already";
        }
        String said = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return said == null || said.isBlank() ? failure.getClass().getSimpleName() : Shown.text(said);
    }
}
