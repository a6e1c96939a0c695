package io.github.upscale4j.conformance;

/** The command line or the environment holds what will not do; the message is for the user. */
final class WrongUsage extends RuntimeException {
    WrongUsage(String message) {
        super(message);
    }
}
