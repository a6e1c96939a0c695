package io.github.upscale4j.cli;

/** What the user asked for cannot be done, and nothing was. The message is for the user. */
final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message);
    }
}
