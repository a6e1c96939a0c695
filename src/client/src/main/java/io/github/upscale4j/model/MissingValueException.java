package io.github.upscale4j.model;

/**
 * A value that the contract promises was read, and it is not there. The answer that lacks it was decoded all the same, and may
 * have been paid for: everything that did arrive is still in the record, in the components whose names end in {@code OrNull}.
 */
public final class MissingValueException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final String path;

    MissingValueException(String path, String found) {
        super("expected a value but was " + found + " at path " + path);
        this.path = path;
    }

    /** The JSON path of the missing value, such as {@code $.data[1].url}. */
    public String path() {
        return path;
    }
}
