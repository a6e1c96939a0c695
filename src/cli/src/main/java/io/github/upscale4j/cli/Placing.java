package io.github.upscale4j.cli;

import io.github.upscale4j.DownloadException;
import io.github.upscale4j.ResultImage;
import io.github.upscale4j.cli.Outcome.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Brings the results of a call to their places, and notes each one that is there. */
final class Placing {
    /** Statuses by which a link says that it will never lead anywhere again. */
    private static final Set<Integer> GONE = Set.of(401, 403, 404, 410);

    private final Session session;
    private final CallKey key;
    private final Targets targets;
    private final Saver saver;

    Placing(Session session, CallKey key, Targets targets) {
        this.session = session;
        this.key = key;
        this.targets = targets;
        this.saver = new Saver(session.handling().overwrite());
    }

    /**
     * A file in its place.
     *
     * @param kind whether it was there, or was copied, or was fetched
     * @param note what its user may not expect of it; null where there is nothing
     */
    record Placed(
            Path file, long bytes, Kind kind, @Nullable String note) {
        Placed(Path file, long bytes, Kind kind) {
            this(file, bytes, kind, null);
        }
    }

    /** A result that was paid for and is not in its place. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        final Kind kind;

        Failed(Kind kind, @Nullable String message, @Nullable Throwable cause) {
            super(message, cause);
            this.kind = kind;
        }
    }

    /**
     * A result in its place: it is there, or is copied from where that of an equal picture is, or is fetched.
     *
     * @param image from where it can be fetched; null where there is no link
     */
    Placed place(Result result, @Nullable ResultImage image) throws Failed {
        try {
            Path file = result.file() == null ? null : session.file(result.file());
            if (file != null && Files.isRegularFile(file)) {
                Path own = targets.owns(result.index(), file) && isStill(result, file) ? file : copy(result);
                if (own != null) {
                    return new Placed(own, Files.size(own), Kind.EARLIER);
                }
                if (Sha256.of(file).equals(result.sha256())) {
                    return placed(saver.copy(targets.of(result.index()), file), Kind.COPIED);
                }
            }
            if (image == null || image.link() == null) {
                throw noLink(result);
            }
            return fetched(result, image);
        } catch (IOException e) {
            throw new Failed(Kind.UNSAVED, e.getMessage(), e);
        }
    }

    /** Whether no other result took the file's place since. What the user did to it is the user's business. */
    private boolean isStill(Result result, Path file) throws IOException {
        return !isOthers(result, file) || Sha256.of(file).equals(result.sha256());
    }

    private boolean isOthers(Result result, Path file) {
        return session.ledger().isOthers(session.name(file), key, result.index());
    }

    /** What an earlier run copied, if it is there and the same still. */
    private @Nullable Path copy(Result result) throws IOException {
        Path standing = targets.standing(result.index()).orElse(null);
        return standing != null
                        && Files.isRegularFile(standing)
                        && Sha256.of(standing).equals(result.sha256())
                ? standing
                : null;
    }

    private static Failed noLink(Result result) {
        return result.isLost()
                ? new Failed(Kind.LOST, result.lost(), null)
                : new Failed(Kind.BILLED, "expected a link to the image but found none", null);
    }

    private Placed fetched(Result result, ResultImage image) throws IOException, Failed {
        Target target = targets.of(result.index());
        SavedFile file;
        try {
            file = saver.save(target, image::saveTo);
        } catch (DownloadException e) {
            return unlessGone(result, target, image.link(), e);
        }
        note(result, file.file(), file.sha256());
        return placed(file, Kind.DONE);
    }

    /** Whoever sends the next picture notices a ledger that cannot be written; this one is there all the same. */
    private void note(Result result, Path file, String sha256) {
        if (session.ledger().isBroken()) {
            return; // perhaps it does not even know of the result
        }
        try {
            session.ledger().saved(key, result.index(), session.name(file), sha256);
        } catch (LedgerException e) {
            // told by the next one
        }
    }

    private static Placed placed(SavedFile saved, Kind kind) {
        String note = null;
        if (saved.renamed()) {
            note = "saved as " + Shown.name(saved.file()) + ", since another file has the name that it should have";
        } else if (!hasExtension(saved)) {
            note = Shown.name(saved.file()) + " has what came, which is of the kind " + saved.extension();
        }
        return new Placed(saved.file(), saved.bytes(), kind, note);
    }

    private static boolean hasExtension(SavedFile saved) {
        String name = saved.file().toString().toLowerCase(Locale.ROOT);
        return name.endsWith("." + saved.extension())
                || (name.endsWith(".jpeg") && saved.extension().equals("jpg"));
    }

    private Placed unlessGone(Result result, Target target, @Nullable String link, DownloadException failure)
            throws IOException, Failed {
        Saver.requireRoom(target); // lest a full disk here is taken for a failure there
        Instant expiresAt = result.expiresAt();
        boolean expired =
                expiresAt != null && expiresAt.isBefore(session.clock().instant());
        boolean leadsNowhere = link != null && HttpUrl.parse(link) == null;
        if (!expired
                && !leadsNowhere
                && (failure.answer() == null || !GONE.contains(failure.answer().status()))) {
            throw failure;
        }
        Path standing = result.file() == null && !session.handling().overwrite()
                ? targets.standing(result.index()).orElse(null)
                : null;
        // There was none before the call: unless another call's came since, it was killed right after this came to its
        // place.
        if (standing != null && !isOthers(result, standing)) {
            note(result, standing, Sha256.of(standing));
            return new Placed(standing, Files.size(standing), Kind.EARLIER);
        }
        String message =
                (expired ? "its link expired at " + expiresAt : "its link is dead") + ": " + failure.getMessage();
        if (!session.ledger().isBroken()) {
            session.ledger().lost(key, result.index(), message);
        }
        throw new Failed(Kind.LOST, message, failure);
    }
}
