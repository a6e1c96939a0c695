package io.github.upscale4j.benchmarks;

import java.util.Arrays;

/** What is measured of a rival; the name in the results is {@link #text}. */
enum Question {
    /** What does it cost to decode an answer? */
    DECODE("decode"),
    /** What does it cost to encode the request? */
    ENCODE("encode"),
    /** How many whole calls a second, one after the other? */
    CALL("call"),
    /** How fast does a large upload go, and in how much memory? */
    UPLOAD("upload"),
    /** How many calls at a time against a provider that takes its time? */
    IN_FLIGHT("in-flight"),
    /** Does a call cost more the more calls there were before it? */
    STEADY("steady"),
    /** How long is the first call of a fresh JVM? */
    COLD_START("cold-start"),
    /** What has to be there at run time? */
    TREE("tree"),
    /** How long does a run of the suite take? */
    SUITE("suite"),
    /** How long does it take to generate the client anew? */
    REGENERATE("regenerate");

    final String text;

    Question(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    static Question of(String text) {
        for (Question question : values()) {
            if (question.text.equals(text)) {
                return question;
            }
        }
        throw new IllegalArgumentException("expected one of "
                + Arrays.stream(values()).map(question -> question.text).toList() + " but found " + text);
    }
}
