package io.github.upscale4j.conformance;

import java.net.URI;
import java.util.Optional;

/**
 * What is judged. Its text form shows no key.
 *
 * @param key the key to send; empty if there is none
 * @param scheme where it goes
 * @param path of the endpoint, behind the base URL
 * @param mock the mock behind the base URL, if it is one
 */
record Target(URI baseUrl, String key, Credential.Scheme scheme, String path, Optional<Prism> mock) {

    /** Any non-empty key will do for a mock. */
    static Target of(Contract contract, Prism prism) {
        return new Target(
                prism.baseUrl(), "mock", contract.credentialSchemes().get(0), contract.path(), Optional.of(prism));
    }

    /** With the contract's own path, and the key where the contract prefers it. */
    static Target of(Contract contract, URI baseUrl, String key) {
        return new Target(baseUrl, key, contract.credentialSchemes().get(0), contract.path(), Optional.empty());
    }

    Credential credential() {
        return new Credential(scheme, key);
    }

    URI endpoint() {
        String base = baseUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** What a report's head says: the mock, or the whole URL that calls go to. */
    String description() {
        return mock.isPresent() ? toString() : endpoint().toString();
    }

    @Override
    public String toString() {
        return mock.isPresent() ? "the Prism mock" : baseUrl.toString();
    }
}
