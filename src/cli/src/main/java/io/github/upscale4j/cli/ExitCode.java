package io.github.upscale4j.cli;

/** What the program's exit code says. Numbers and meanings are part of its interface. */
enum ExitCode {
    OK(0, "done; a withheld image, and a violation beside a usable image, are told on stderr"),
    REFUSED(1, "refused by the server"),
    USAGE(2, "wrong usage or input; nothing was sent"),
    NO_ANSWER(3, "no usable answer"),
    CONTRACT(4, "the answer breaks the contract: no usable image, or any violation or withheld image with --strict"),
    PARTLY(5, "partly done"),
    NOT_SAVED(6, "billed but not saved"),
    OWN_ERROR(70, "an error of upscale4j's own"),
    INTERRUPTED(130, "interrupted");

    final int code;
    final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }
}
