package io.github.upscale4j.conformance;

import java.util.Optional;

/** What it means that a good call was turned away without a look at its input. */
final class TurnedAway {
    private TurnedAway() {}

    /** What the contract says that the status turns down; empty for a status that it does not have. */
    static Optional<Contract.Refusal> refusal(Contract contract, Answer answer) {
        return contract.response(answer.status()).flatMap(Contract.Response::refuses);
    }

    /**
     * What happened, and where to look.
     *
     * @param first whether no call ran before
     */
    static String words(Contract contract, Target target, Evidence evidence, boolean first) {
        Answer answer = evidence.answer();
        String reason = refusal(contract, answer)
                .map(refusal -> switch (refusal) {
                    case KEY -> first ? ": the key in " + Main.KEY + " was not accepted" : "";
                    case MONEY -> ": the account has no money left";
                    case PACE -> ": too many requests at this moment; try again later, or with --pause";
                    case INPUT -> "";
                })
                .orElse(
                        answer.status() == 404
                                ? ": nothing is at " + target.endpoint()
                                        + (target.path().equals(contract.path())
                                                ? "; the base URL goes without the contract's path"
                                                : ", with the path of --path")
                                : "");
        return "a call that should run was answered " + answer.words() + reason + " (probe "
                + evidence.probe().id() + ")";
    }
}
