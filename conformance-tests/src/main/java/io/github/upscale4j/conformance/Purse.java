package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Keeps what a run costs within what it may cost. Not thread-safe. */
final class Purse {
    /** Request Timeout, Client Closed Request, Gateway Timeout. */
    private static final Set<Integer> GAVE_UP = Set.of(408, 499, 504);
    /** In case that a provider bills what fails all the same. */
    private static final int MANY_FAILURES = 10;

    private final Contract contract;
    private final Target target;
    private final Allowance allowance;
    private Spend spend = Spend.NOTHING;
    private int failures;

    Purse(Contract contract, Target target, Allowance allowance) {
        this.contract = contract;
        this.target = target;
        this.allowance = allowance;
    }

    Allowance allowance() {
        return allowance;
    }

    Spend spend() {
        return spend;
    }

    /** Only the good key has an account behind it. */
    static boolean paying(Target target, Probe probe) {
        Credential credential = probe.request().credential();
        return target.mock().isEmpty()
                && credential != null
                && !credential.key().isEmpty()
                && credential.key().equals(target.key());
    }

    /** Why a probe must not be sent; empty if it may. */
    Optional<String> refuses(Probe probe) {
        if (!paying(target, probe)) {
            return Optional.empty();
        }
        if (failures >= MANY_FAILURES && !(probe.expectation() instanceof Expectation.Runs)) {
            return Optional.of(failures + " calls that should be turned down failed instead, and may have been billed");
        }
        return allowance.covers(spend, Plan.images(contract, probe))
                ? Optional.empty()
                : Optional.of("what is left of " + allowance + " does not pay for it (" + spend.calls() + " calls of "
                        + spend.images() + " images may have been billed)");
    }

    /** Counts a call that ran or may have run, with as many images as were asked for. Comes before anything is read. */
    void charge(Probe probe, Answer answer) {
        if (!paying(target, probe)) {
            return;
        }
        if (mayBeBilled(probe, answer)) {
            spend = spend.plus(Plan.images(contract, probe));
        } else if (answer.status() >= 400 && !turnsDown(answer)) {
            failures++;
        }
    }

    /** Calls that were to be turned down and failed in another way: not billed by the vendor's rule, and not counted as spent. */
    int failures() {
        return failures;
    }

    /** Counts the images that came and were not asked for, also in a body that is no JSON. */
    void chargeUnasked(Evidence evidence) {
        if (paying(target, evidence.probe()) && evidence.ran()) {
            int unasked = came(evidence) - Plan.images(contract, evidence.probe());
            spend = new Spend(spend.calls(), spend.images() + Math.max(0, unasked));
        }
    }

    private int came(Evidence evidence) {
        return Items.of(contract)
                .map(items -> evidence.json().isPresent()
                        ? items.in(evidence.json().get()).size()
                        : items.distinct().stream()
                                .mapToInt(name -> occurrences(evidence.answer().body(), '"' + name + '"'))
                                .max()
                                .orElse(0))
                .orElse(0);
    }

    private static int occurrences(byte[] body, String name) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int count = 0;
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            count++;
        }
        return count;
    }

    /**
     * By the vendor's rule what is turned down or fails is not billed. A redirect may lead to a result, though, and who gives no
     * answer, or up on waiting, may have been at work; so may whoever failed at a call that was to run.
     */
    private boolean mayBeBilled(Probe probe, Answer answer) {
        boolean failed = answer.status() >= 400
                && answer.status() < 600
                && !GAVE_UP.contains(answer.status())
                && !(probe.expectation() instanceof Expectation.Runs);
        return !turnsDown(answer) && !failed && answer.ending() != Ending.UNSENT;
    }

    private boolean turnsDown(Answer answer) {
        return answer.status() == 404
                || answer.status() == 405
                || contract.response(answer.status())
                        .flatMap(Contract.Response::refuses)
                        .isPresent();
    }
}
