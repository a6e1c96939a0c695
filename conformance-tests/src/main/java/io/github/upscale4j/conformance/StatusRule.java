package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whether the status is one that the contract gives for this kind of call, and if not, what that means. */
final class StatusRule {
    private static final int BAD_GATEWAY = 502;

    private StatusRule() {}

    static Check judge(Contract contract, Evidence evidence) {
        Answer answer = evidence.answer();
        List<String> expected = evidence.probe().expectation().statuses(contract);
        String found = String.valueOf(answer.status());
        if (answer.status() == 0) {
            return Check.notChecked(evidence.probe().id(), Rule.STATUS, answer.words());
        }
        if (expected.contains(found)) {
            return Check.of(evidence.probe().id(), Rule.STATUS, List.of());
        }
        if (!(evidence.probe().expectation() instanceof Expectation.Gives) && saysNothingOfTheInput(evidence)) {
            return Check.notChecked(
                    evidence.probe().id(),
                    Rule.STATUS,
                    "answered " + found + ", which says nothing of what was probed");
        }
        String probe = evidence.probe().id();
        return Check.of(
                probe,
                Rule.STATUS,
                List.of(new Finding(
                        Rule.STATUS, place(evidence), String.join(" or ", expected), found + said(evidence), probe)));
    }

    /** What an answer that does not run says, for whoever has to ask the provider about it. */
    private static String said(Evidence evidence) {
        Answer answer = evidence.answer();
        if (evidence.ran()) {
            return "";
        }
        return answer.header(PrismViolations.HEADER)
                .or(() -> answer.header("Location").map(place -> "to " + place))
                .or(() -> Optional.of(new String(answer.body(), StandardCharsets.UTF_8).strip()))
                .filter(words -> !words.isEmpty())
                .map(words -> ": " + words)
                .orElse("");
    }

    /** What should have been turned down, if the call was taken; otherwise it is the status that is wrong. */
    private static String place(Evidence evidence) {
        if (evidence.ran() && evidence.probe().expectation() instanceof Expectation.Refuses refuses) {
            return refuses.where();
        }
        if (evidence.ran() && evidence.probe().expectation() instanceof Expectation.NotAllowed notAllowed) {
            return notAllowed.where();
        }
        return "status";
    }

    /**
     * A closed door, an empty purse, a crowd or an accident: the call was never looked at. Who sends no good key stands before
     * the door, and should be told so, unless there is a crowd or nobody at home.
     */
    private static boolean saysNothingOfTheInput(Evidence evidence) {
        int status = evidence.answer().status();
        Optional<Contract.Refusal> refusal = evidence.documented().flatMap(Contract.Response::refuses);
        if (evidence.probe().expectation() instanceof Expectation.Refuses refuses
                && refuses.refusal() == Contract.Refusal.KEY) {
            return status >= BAD_GATEWAY || refusal.equals(Optional.of(Contract.Refusal.PACE));
        }
        return status == 404
                || status >= 500
                || refusal.filter(reason -> reason != Contract.Refusal.INPUT).isPresent();
    }
}
