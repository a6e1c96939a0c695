package io.github.upscale4j.conformance;

import java.net.URI;
import java.util.Optional;

/**
 * What is judged. Its text form shows no key.
 *
 * @param key the key to send
 * @param mock the mock behind the base URL, if it is one
 */
record Target(URI baseUrl, String key, Optional<Prism> mock) {

    /** Any non-empty key will do for a mock. */
    static Target of(Prism prism) {
        return new Target(prism.baseUrl(), "mock", Optional.of(prism));
    }

    static Target of(URI baseUrl, String key) {
        return new Target(baseUrl, key, Optional.empty());
    }

    URI endpoint(Contract contract) {
        String base = baseUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + contract.path());
    }

    /** What a report's head says: the mock, or the whole URL that calls go to. */
    String description(Contract contract) {
        return mock.isPresent() ? toString() : endpoint(contract).toString();
    }

    @Override
    public String toString() {
        return mock.isPresent() ? "the Prism mock" : baseUrl.toString();
    }
}
