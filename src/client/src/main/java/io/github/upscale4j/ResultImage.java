package io.github.upscale4j;

import io.github.upscale4j.model.UpscaledImage;
import java.io.InputStream;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One image of a result, or the place of one that the safety check withheld. Its link is short-lived, so fetch it soon; that
 * costs nothing and can be done again.
 *
 * <p>Links are fetched over https and without the key; from the public internet only, and where the API itself is on this machine
 * also from there, over http too. At most five redirects are followed under the same rules. What is fetched must begin like a PNG,
 * JPEG or WebP picture, be as long as HTTP says, and be within the client's limits of size and time. Failures that may pass are tried again, as the client's {@link
 * UpscaleClient.Builder#maxRetries} and {@link UpscaleClient.Builder#deadline} say. Behind an HTTP or
 * SOCKS proxy, which finds the host's address by itself, the proxy has to keep links out of the local network.
 *
 * <p>Immutable and thread-safe. To fetch needs the client that this came from to be open.
 */
public final class ResultImage {
    private final int index;
    private final UpscaledImage image;
    private final @Nullable String url;
    private final List<String> requestIds;
    private final ResultFetcher fetcher;

    /** @param url the image's link as it came, where the record's may have the key taken out */
    ResultImage(int index, UpscaledImage image, @Nullable String url, List<String> requestIds, ResultFetcher fetcher) {
        this.index = index;
        this.image = image;
        this.url = url;
        this.requestIds = requestIds;
        this.fetcher = fetcher;
    }

    /** Its place in the answer, from 0. */
    public int index() {
        return index;
    }

    /** The image as the generated record. */
    public UpscaledImage image() {
        return image;
    }

    /**
     * Whether the safety check withheld the image: the answer says that it is not safe or, where it does not say, has no link to
     * it. Never throws. A withheld image was made and is billed like any other.
     */
    public boolean isWithheld() {
        return image.isImageSafeOrNull() == null ? link() == null : !image.isImageSafeOrNull();
    }

    /** The link as it came, which may carry a signature and is then a secret; null where there is none. */
    public @Nullable String link() {
        return url == null || url.isBlank() ? null : url;
    }

    /**
     * When the link says that it expires: {@code exp} or {@code Expires} in its query (seconds since 1970), or {@code X-Amz-Date}
     * and {@code X-Amz-Expires}. Null where it does not say, or there is none. Never throws.
     */
    public @Nullable Instant expiresAt() {
        String link = link();
        return link == null ? null : LinkExpiry.of(link);
    }

    /**
     * Fetches the picture into a file, which appears under its name at once and whole, or not at all: until then it is a hidden
     * file beside it, which is deleted if anything fails. A symbolic link that is replaced is replaced itself, not what it leads to.
     * Where the calling thread is interrupted, the fetch ends at once and the thread stays interrupted.
     *
     * @param target the file, in a directory that is there
     * @param options {@link StandardCopyOption#REPLACE_EXISTING} or none: without it a file that is there is never replaced
     *     (but on file systems without hard links, one that comes into being in the moment of the move can be)
     * @return the target
     * @throws DownloadException if the image is withheld; if the target is there already, is a directory or cannot be written;
     *     if the link leads where it may not, or what it leads to could not be fetched in time, is too large or is no whole
     *     picture; or if the thread was interrupted. After a status other than success, {@link DownloadException#answer()} has it
     * @throws IllegalArgumentException if there is any other option
     * @throws IllegalStateException if the client is closed
     */
    public Path saveTo(Path target, CopyOption... options) throws DownloadException {
        boolean replace = replaces(options);
        try {
            return fetcher.save(required(), place(), target, replace);
        } catch (DownloadException e) {
            throw e.of(requestIds);
        }
    }

    /**
     * As {@link #saveTo}, in the background. Closing the client waits for it. Cancelling the future ends the fetch.
     *
     * @return fails with a {@link DownloadException}
     * @throws IllegalArgumentException if there is an option other than {@link StandardCopyOption#REPLACE_EXISTING}
     * @throws IllegalStateException if the client is closed
     */
    public CompletableFuture<Path> saveToAsync(Path target, CopyOption... options) {
        boolean replace = replaces(options);
        try {
            return fetcher.saveAsync(required(), place(), target, replace, requestIds);
        } catch (DownloadException e) {
            return CompletableFuture.failedFuture(e.of(requestIds));
        }
    }

    private static boolean replaces(CopyOption... options) {
        for (CopyOption option : options) {
            if (option != StandardCopyOption.REPLACE_EXISTING) {
                throw new IllegalArgumentException("options: expected only REPLACE_EXISTING but found " + option);
            }
        }
        return options.length > 0;
    }

    /**
     * Opens the picture as a stream, with the same checks and the same deadline, which includes the reading. The first bytes were
     * read, and attempts made, when this returns; later failures are thrown by the stream, as {@link DownloadException}, for
     * a picture that ends too early, too. For one thread at a time; the caller closes it, at any time.
     *
     * @throws DownloadException as for {@link #saveTo}, as far as it is not about a file
     * @throws IllegalStateException if the client is closed
     */
    public InputStream open() throws DownloadException {
        return fetcher.open(required(), place());
    }

    private String place() {
        return "$.data[" + index + "].url";
    }

    /** The link, or why there is nothing to fetch. */
    private String required() throws DownloadException {
        String link = link();
        if (link == null) {
            String found = isWithheld()
                    ? "found that the safety check withheld the image"
                    : "found none, although the image passed the safety check";
            throw new DownloadException("cannot fetch " + place() + ": expected a link but " + found, null, null);
        }
        return link;
    }

    /** Index and image; links are cut before their query. */
    @Override
    public String toString() {
        return "ResultImage[index=" + index + ", image=" + image + "]";
    }
}
