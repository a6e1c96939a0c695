package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ledger cannot be opened, read or written. What should have been recorded must be taken for not recorded: after a failed
 * {@code sending} nothing may be sent. The message names the file, and never a link.
 */
final class LedgerException extends IOException {
    private static final long serialVersionUID = 1L;

    private LedgerException(String message, @Nullable IOException cause) {
        super(message, cause);
    }

    /** The ledger cannot be had at all. */
    static LedgerException unusable(Path file, String why, @Nullable IOException cause) {
        return new LedgerException(
                "cannot use the ledger " + Shown.escaped(PathText.of(file)) + ": " + why + "; nothing was sent", cause);
    }

    /** A line of it is not one of ours. */
    static LedgerException unreadable(Path file, long line, String why) {
        return new LedgerException(
                "cannot read the ledger " + Shown.escaped(PathText.of(file)) + ", line " + line + ": " + why
                        + "; nothing was sent; restore the file from a copy, or move it away: then what it lists is not known"
                        + " any more, and may be paid for again",
                null);
    }

    static LedgerException unwritten(Path file, String why, @Nullable IOException cause) {
        return new LedgerException("cannot write the ledger " + Shown.escaped(PathText.of(file)) + ": " + why, cause);
    }

    /** What the system says, without the path, which the messages above have. */
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "access denied";
        }
        String said = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return said == null ? failure.getClass().getSimpleName() : said;
    }
}
