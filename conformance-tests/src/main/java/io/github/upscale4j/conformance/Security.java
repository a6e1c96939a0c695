package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How a call may authenticate.
 *
 * @param needed whether a call without a key must be turned down
 * @param schemes in order of preference; bearer, for whoever has a key, if the contract knows none
 */
record Security(boolean needed, List<Credential.Scheme> schemes) {
    private static final Credential.Scheme BEARER = new Credential.Scheme("bearer", "Authorization", "Bearer ");

    Security {
        schemes = schemes.isEmpty() ? List.of(BEARER) : List.copyOf(schemes);
    }

    static Security of(Contract contract, String operation) {
        // An operation that says nothing has what the document says, an empty list is nothing.
        String pointer = contract.at(operation).has("security") ? operation + "/security" : "/security";
        JsonNode alternatives = contract.at(pointer);
        boolean needed = !alternatives.isEmpty();
        List<Credential.Scheme> schemes = new ArrayList<>();
        for (int i = 0; i < alternatives.size(); i++) {
            JsonNode alternative = alternatives.path(i);
            if (alternative.size() > 1) {
                throw contract.refused(
                        pointer + "/" + i, "one scheme in each alternative", alternative.propertyNames());
            }
            needed = needed && !alternative.isEmpty();
            for (String name : alternative.propertyNames()) {
                String at = contract.resolve(Json.append("/components/securitySchemes", name));
                schemes.add(Credential.Scheme.of(name, contract.at(at), contract.place(at)));
            }
        }
        return new Security(needed, schemes);
    }
}
