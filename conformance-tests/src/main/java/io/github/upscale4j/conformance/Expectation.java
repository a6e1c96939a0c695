package io.github.upscale4j.conformance;

import java.util.List;

/** What a probe should bring. */
sealed interface Expectation {

    List<String> statuses(Contract contract);

    /**
     * The call runs.
     *
     * @param images how many it asks for; 0 if it does not say
     */
    record Runs(int images) implements Expectation {
        @Override
        public List<String> statuses(Contract contract) {
            return List.of(contract.success().status());
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

    /** The mock gives this example. */
    record Gives(Contract.Example example) implements Expectation {
        @Override
        public List<String> statuses(Contract contract) {
            return List.of(example.status());
        }
    }
}
