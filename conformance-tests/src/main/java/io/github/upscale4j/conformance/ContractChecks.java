package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be said of the contract without sending anything. */
final class ContractChecks {
    /** Stands where reports name a probe. */
    static final String PROBE = "contract";

    private final Contract contract;
    private final List<Contract> documents;

    ContractChecks(Contract contract, List<Contract> documents) {
        this.contract = contract;
        this.documents = documents;
    }

    List<Check> checks() {
        return List.of(
                Check.of(PROBE, Rule.CONTRACT_PROMISES_STRICTEST, promises()),
                Check.of(PROBE, Rule.CONTRACT_EXAMPLE, examples()));
    }

    /** The document that requires most fields of the answer. */
    Optional<Contract> strictest() {
        return documents.stream()
                .max(Comparator.comparingLong(document ->
                        Field.of(document).stream().filter(Field::required).count()));
    }

    private List<Finding> promises() {
        List<Finding> findings = new ArrayList<>();
        Optional<Contract> strictest = strictest();
        if (strictest.isEmpty()) {
            return findings;
        }
        Map<String, Field> promised = Field.byPath(contract);
        String says = "because " + strictest.get().id() + " does";
        for (Field claim : Field.of(strictest.get())) {
            Field promise = promised.get(claim.path());
            String name = claim.path().substring(claim.path().lastIndexOf('.') + 1);
            if (promise == null) {
                findings.add(promise("contract:/paths", "a field " + claim.path() + ", " + says, "no such field"));
                continue;
            }
            if (claim.required() && !promise.required()) {
                String listed = String.join(", ", Contract.texts(contract.at(promise.requiredAt())));
                findings.add(promise(
                        "contract:" + promise.requiredAt(),
                        "a list that names " + name + ", " + says,
                        listed.isEmpty() ? "no list" : listed));
            }
            if (!claim.nullable() && promise.nullable()) {
                findings.add(promise(
                        "contract:" + promise.typeAt(),
                        "a type of " + name + " without null, " + says,
                        contract.at(promise.typeAt()).toString()));
            }
        }
        return findings;
    }

    private static Finding promise(String where, String expected, String found) {
        return new Finding(Rule.CONTRACT_PROMISES_STRICTEST, where, expected, found, PROBE);
    }

    private List<Finding> examples() {
        Schemas schemas = new Schemas(contract);
        List<Finding> findings = new ArrayList<>();
        for (Contract.Response response : contract.responses()) {
            for (Contract.Content content : response.contents()) {
                for (Contract.Example example : content.examples()) {
                    for (Violation violation : schemas.violations(content.schema(), example.value())) {
                        findings.add(new Finding(
                                Rule.CONTRACT_EXAMPLE,
                                "contract:" + example.pointer() + violation.pointer(),
                                violation.expected(),
                                violation.found(),
                                PROBE));
                    }
                }
            }
        }
        return findings;
    }
}
