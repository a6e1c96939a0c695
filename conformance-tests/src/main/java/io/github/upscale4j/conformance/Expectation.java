package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;

/** What a probe should bring. */
sealed interface Expectation {

    List<String> statuses(Contract contract);

    /**
     * The call runs.
     *
     * @param sent what it sends
     */
    record Runs(Combination sent) implements Expectation {
        @Override
        public List<String> statuses(Contract contract) {
            return List.of(contract.success().status());
        }
    }

    /** The call runs or is turned down: one of those by which a call that was turned down is taken apart. */
    record Tells() implements Expectation {
        @Override
        public List<String> statuses(Contract contract) {
            List<String> statuses = new ArrayList<>(List.of(contract.success().status()));
            statuses.addAll(contract.statusesThatRefuse(Contract.Refusal.INPUT));
            return statuses;
        }
    }

    /**
     * The call is turned down.
     *
     * @param where what is wrong with it, as in {@link Finding#where()}
     */
    record Refuses(Contract.Refusal refusal, String where) implements Expectation {
        @Override
        public List<String> statuses(Contract contract) {
            return contract.statusesThatRefuse(refusal);
        }
    }

    /**
     * There is no such method, as RFC 9110 has it; of what such an answer holds the contract says nothing.
     *
     * @param where as in {@link Finding#where()}
     */
    record NotAllowed(String where) implements Expectation {
        @Override
        public List<String> statuses(Contract contract) {
            return List.of("404", "405");
        }
    }

    /** The mock gives this example. */
    record Gives(Contract.Example example) implements Expectation {
        @Override
        public List<String> statuses(Contract contract) {
            return List.of(example.status());
        }
    }
}
