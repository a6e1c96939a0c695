package io.github.upscale4j.conformance;

/** How the answer's bytes came to an end. */
enum Ending {
    /** All that its head declares arrived. */
    COMPLETE("arrived whole"),
    /** The other side closed the connection before all had arrived. */
    CUT("the connection was closed"),
    RESET("the connection was reset"),
    DEADLINE("the deadline passed"),
    /** More than the suite reads of one answer. */
    TOO_LARGE("the answer grew beyond what is read"),
    /** The connection ended before the request was sent in full, and without an answer: nothing can have run. */
    UNSENT("the connection was closed while the request was being sent"),
    /** No connection could be made. */
    UNREACHABLE("no connection could be made");

    private final String words;

    Ending(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
