package io.github.upscale4j.cli;

/**
 * What {@code doctor} found of one thing.
 *
 * @param seen what is there
 * @param advice what to do about it; empty where nothing has to be done
 * @param exit what the program's exit code says where this is the worst
 */
record Finding(String subject, Status status, String seen, String advice, ExitCode exit) {
    enum Status {
        OK,
        WARNING,
        FAILED
    }

    static Finding ok(String subject, String seen) {
        return new Finding(subject, Status.OK, seen, "", ExitCode.OK);
    }

    static Finding warning(String subject, String seen, String advice) {
        return new Finding(subject, Status.WARNING, seen, advice, ExitCode.OK);
    }

    static Finding failed(String subject, ExitCode exit, String seen, String advice) {
        return new Finding(subject, Status.FAILED, seen, advice, exit);
    }
}
