package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines are appended to. One thread uses it at a time. */
interface Disk {
    /** Appends all of the bytes. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when all that was written survives a loss of power. */
    void force() throws IOException;

    /** Returns when the name of a new file survives that too, where the system can do so. */
    void forceName();

    /** How many bytes there are, with those of a write that failed half-way. */
    long size();

    /** Cuts off what comes after so many bytes. */
    void truncate(long size) throws IOException;
}
