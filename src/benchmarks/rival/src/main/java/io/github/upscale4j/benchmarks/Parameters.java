package io.github.upscale4j.benchmarks;

/** The request that all rivals send. */
public record Parameters(String prompt, int resemblance, int detail, String magicPromptOption, int seed) {
    /** A made-up key, of the length that keys have: the client looks for it in answers. */
    public static final String KEY = "made-up-key-that-opens-no-door-and-costs-nobody-a-cent";

    public static final Parameters EXAMPLE =
            new Parameters("A serene tropical beach scene, with dense foliage and swans", 60, 90, "AUTO", 12345);
}
