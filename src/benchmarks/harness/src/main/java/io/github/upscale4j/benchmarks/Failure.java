package io.github.upscale4j.benchmarks;

/**
 * What a rival could not do.
 *
 * @param what why, in one line, for example {@code OutOfMemoryError: Java heap space}
 */
public record Failure(String question, String rival, String parameter, String what) {
    boolean isOf(String question, String rival, String parameter) {
        return this.question.equals(question) && this.rival.equals(rival) && this.parameter.equals(parameter);
    }
}
