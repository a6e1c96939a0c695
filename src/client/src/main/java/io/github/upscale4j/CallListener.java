package io.github.upscale4j;

import java.io.IOException;
import java.time.Duration;

/**
 * Follows one call: to show its progress, and to note in time that something may be billed. Its methods run on threads of the
 * client's, one after the other, and hold the call up; they must not wait for the call.
 */
public interface CallListener {
    /**
     * A connection is there, and the first byte of an attempt is about to be sent. The place for a note that has to be on disk
     * before anything can be billed: if this throws, nothing is sent, and the call fails with {@link Billing#NOT_SENT} and this
     * failure as its cause; it is not tried again. How an attempt ended is told by {@link #retrying}, or by how the call ends.
     *
     * @param attempt its number, from 1
     * @throws IOException to keep the attempt from being sent
     */
    default void sending(int attempt) throws IOException {}

    /**
     * So much of the image was handed to the connection; again from the beginning in a further attempt. What it throws is logged.
     *
     * @param bytes from 0 to {@code total}
     * @param total the image's length in bytes
     */
    default void sent(long bytes, long total) {}

    /**
     * An attempt ended in which nothing ran, and another one follows after a while. What it throws is logged.
     *
     * @param failure why; {@link UpscaleException#isSafeToRetry()} is true
     * @param wait until then
     */
    default void retrying(UpscaleException failure, Duration wait) {}
}
