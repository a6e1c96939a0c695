package io.github.upscale4j.benchmarks;

import java.net.URI;
import java.nio.file.Path;

/** What the harness prepared, told in system properties of the measured process. */
final class Input {
    /** The folder that holds the answers and pictures. */
    static final String FOLDER = "benchmark.input";

    /** The base URL of the server to call. */
    static final String SERVER = "benchmark.server";

    private Input() {}

    /** An answer of so many images, in JSON. */
    static Path answer(int images) {
        return folder().resolve("answer-" + images + ".json");
    }

    /** A picture whose size has that name. */
    static Path picture(String size) {
        return folder().resolve("picture-" + size.replace(" ", "") + ".png");
    }

    static URI server() {
        return URI.create(property(SERVER));
    }

    private static Path folder() {
        return Path.of(property(FOLDER));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("expected the system property " + name + ", which the harness sets");
        }
        return value;
    }
}
