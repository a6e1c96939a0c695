package io.github.upscale4j.cli;

/**
 * Why no further picture is begun. What was begun is finished, and the same command goes on from there.
 *
 * @param exitCode what that means for the exit code
 * @param message for people
 * @param remedy what makes it go on, with a verb in front
 */
record Stop(ExitCode exitCode, String message, String remedy) {
    /** What makes any batch go on. */
    static final String SAME_COMMAND = "run the same command again";
}
