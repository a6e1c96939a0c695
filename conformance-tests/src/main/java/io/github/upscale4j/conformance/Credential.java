package io.github.upscale4j.conformance;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A key in the one header that carries it. Its text form never shows the key. */
record Credential(Scheme scheme, String key) {

    Header header() {
        return new Header(scheme.header(), scheme.prefix() + key);
    }

    @Override
    public String toString() {
        return scheme.header() + ": " + scheme.prefix() + "…";
    }

    /**
     * A security scheme of the contract.
     *
     * @param prefix what stands in front of the key, with its space
     */
    record Scheme(String name, String header, String prefix) {

        /** @param place of the scheme in the contract */
        static Scheme of(String name, JsonNode scheme, String place) {
            String type = scheme.path("type").asString("");
            if (type.equals("http")
                    && scheme.path("scheme")
                            .asString("")
                            .toLowerCase(Locale.ROOT)
                            .equals("bearer")) {
                return new Scheme(name, "Authorization", "Bearer ");
            }
            if (type.equals("apiKey")
                    && scheme.path("in").asString("").equals("header")
                    && !Contract.kebab(scheme.path("name").asString("")).isEmpty()) {
                return new Scheme(name, scheme.path("name").asString(), "");
            }
            throw Contract.refusedAt(
                    place,
                    "http bearer or an apiKey in a header",
                    scheme.isMissingNode() ? "nothing of the name " + name : scheme);
        }
    }
}
