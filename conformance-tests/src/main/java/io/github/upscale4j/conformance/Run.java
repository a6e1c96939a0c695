package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One run of the suite against one target: what was sent, seen and found. Not thread-safe. */
final class Run {
    /** A target that lets so many deadlines pass is sent nothing more. */
    private static final int DEADLINES = 2;

    private final Contract contract;
    private final List<Contract> documents;
    private final Target target;
    private final Purse purse;
    private final Transport transport;
    private final LongSupplier seeds;
    private final Judge judge;
    private final Redaction redaction;
    private final Observations observations;
    private final MockLimits limits;
    private final List<Check> checks = new ArrayList<>();
    private boolean answered;
    private boolean judgedSuccess;
    private int deadlines;
    /** What providers took before. */
    private final List<Combination> taken = new ArrayList<>();
    /** Why nothing more is sent. */
    private Optional<String> stopped = Optional.empty();
    /** What the suite itself failed with. */
    private Optional<String> broken = Optional.empty();
    /** Why too little could be paid for. */
    private Optional<String> tooSmall = Optional.empty();
    /** Why nothing that was seen counts. */
    private Optional<String> discredited = Optional.empty();

    /**
     * @param allowance nothing to a mock
     * @param seeds one for each picture that is sent
     */
    Run(
            Contract contract,
            List<Contract> documents,
            Target target,
            Allowance allowance,
            Transport transport,
            LongSupplier seeds) {
        this.contract = contract;
        this.documents = List.copyOf(documents);
        this.target = target;
        this.purse = new Purse(contract, target, allowance);
        this.transport = transport;
        this.seeds = seeds;
        this.judge = new Judge(contract);
        this.redaction = new Redaction(target.mock().isPresent() ? null : target.key());
        this.observations = new Observations(contract, documents);
        this.limits = target.mock().isPresent() ? MockLimits.published() : MockLimits.NONE;
    }

    Contract contract() {
        return contract;
    }

    List<Contract> documents() {
        return documents;
    }

    Target target() {
        return target;
    }

    Observations observations() {
        return observations;
    }

    List<Check> checks() {
        return List.copyOf(checks);
    }

    Allowance allowance() {
        return purse.allowance();
    }

    /** Calls whose bill is in doubt and not in {@link #spend()}: see {@link Purse#failures()}. */
    int failures() {
        return purse.failures();
    }

    Spend spend() {
        return purse.spend();
    }

    List<Finding> findings() {
        return checks.stream().flatMap(check -> check.findings().stream()).toList();
    }

    Plan plan() {
        return Plan.of(contract, target, allowance(), seeds);
    }

    List<Check> checkContract() {
        return keep(new ContractChecks(contract, documents).checks());
    }

    /**
     * Sends a probe once and judges what it brings; sends nothing once the target is gone or the money spent. A valid call that
     * is turned down is taken apart, by further calls.
     */
    List<Check> execute(Probe probe) {
        Attempt attempt = attempt(probe);
        if (probe.expectation() instanceof Expectation.Runs runs && turnedDown(attempt) && !isMock()) {
            return keep(
                    new Dissection(contract, target, seeds, this::attempt).explain(probe, runs.sent(), attempt, taken));
        }
        if (probe.expectation() instanceof Expectation.Runs runs && attempt.ran()) {
            taken.add(runs.sent());
        }
        return keep(attempt.checks());
    }

    /** What is known when all probes were sent. */
    List<Check> conclude(Plan plan) {
        tooSmall = plan.tooSmall();
        List<Check> checks = new ArrayList<>(plan.leftOut());
        checks.addAll(limits.conclude());
        return keep(checks);
    }

    private boolean isMock() {
        return target.mock().isPresent();
    }

    /**
     * What became of a probe.
     *
     * @param answer empty if it was not sent, or if that led nowhere
     */
    record Attempt(Probe probe, Optional<Answer> answer, List<Check> checks) {
        boolean ran() {
            return answer.isPresent() && answer.get().ran();
        }
    }

    private boolean turnedDown(Attempt attempt) {
        return attempt.answer()
                .filter(answer ->
                        contract.statusesThatRefuse(Contract.Refusal.INPUT).contains(String.valueOf(answer.status())))
                .isPresent();
    }

    private Attempt attempt(Probe probe) {
        Optional<String> unpaid = stopped.or(() -> purse.refuses(probe));
        if (unpaid.isPresent()) {
            return nothing(probe, "not sent: " + unpaid.get());
        }
        Answer answer = transport.send(probe.request()).answer();
        Optional<String> gone = gone(answer);
        if (gone.isPresent()) {
            stopped = gone;
            return nothing(probe, gone.get());
        }
        countDeadlines(answer);
        purse.charge(probe, answer);
        answered = answered || answer.raw().length > 0;
        Evidence evidence = judge.evidence(probe, answer);
        purse.chargeUnasked(evidence);
        List<Check> judged = limits.excuse(probe, judge.judge(evidence, isMock()));
        learn(evidence, judged);
        return new Attempt(probe, Optional.of(answer), judged);
    }

    private Attempt nothing(Probe probe, String reason) {
        return new Attempt(
                probe,
                Optional.empty(),
                judge.rules(probe, isMock()).stream()
                        .map(rule -> Check.notChecked(probe.id(), rule, reason))
                        .toList());
    }

    private Optional<String> gone(Answer answer) {
        if (answer.ending() != Ending.COMPLETE
                && target.mock().isPresent()
                && target.mock().get().crashed()) {
            discredited = Optional.of(
                    "the mock crashed; its last lines: " + target.mock().get().lastLines());
            return discredited;
        }
        return answer.ending() == Ending.UNREACHABLE
                ? Optional.of("the target is unreachable: " + target.endpoint() + " ("
                        + shown(answer.detail(), Redaction.FOUND) + ")")
                : Optional.empty();
    }

    private void countDeadlines(Answer answer) {
        if ((answer.late() || answer.ending() == Ending.DEADLINE) && ++deadlines >= DEADLINES) {
            stopped = Optional.of(DEADLINES + " answers did not end within "
                    + transport.deadline().toSeconds() + " s each");
        }
    }

    /** From here on the run gives no verdict on its target, whatever it saw. */
    void fail(String reason) {
        broken = Optional.of("the suite failed: " + reason);
    }

    private void learn(Evidence evidence, List<Check> judged) {
        String success = contract.success().status();
        if (String.valueOf(evidence.answer().status()).equals(success)
                && evidence.json().isPresent()) {
            judgedSuccess = true;
            // What a mock gives to a call that it should have turned down is the same example again.
            if (!isMock() || !(evidence.probe().expectation() instanceof Expectation.Refuses)) {
                observations.add(evidence.json().get());
            }
        }
        boolean turnedAway = judged.stream()
                .anyMatch(check -> check.rule() == Rule.STATUS && check.outcome() == Check.Outcome.NOT_CHECKED);
        if (evidence.probe().expectation() instanceof Expectation.Runs
                && evidence.answer().status() > 0
                && turnedAway
                && !isMock()) {
            String reason = TurnedAway.words(contract, target, evidence, !judgedSuccess);
            if (!judgedSuccess) {
                discredited = Optional.of(reason);
            }
            if (!judgedSuccess
                    || TurnedAway.refusal(contract, evidence.answer()).isPresent()) {
                stopped = Optional.of(reason);
            }
        }
    }

    /** A text without the key and without what stands behind the question mark of a link, cut to so many characters. */
    String shown(String text, int longest) {
        return redaction.show(text, longest);
    }

    private List<Check> keep(List<Check> judged) {
        List<Check> redacted =
                judged.stream().map(check -> check.redacted(redaction)).toList();
        checks.addAll(redacted);
        return redacted;
    }

    Verdict verdict() {
        if (broken.isPresent()) {
            return Verdict.INCONCLUSIVE;
        }
        boolean contractFails =
                findings().stream().anyMatch(finding -> finding.probe().equals(ContractChecks.PROBE));
        if (!contractFails && (discredited.isPresent() || silent())) {
            return Verdict.INCONCLUSIVE;
        }
        if (!findings().isEmpty()) {
            return Verdict.DEVIANT;
        }
        return judgedSuccess && notChecked().stream().allMatch(Check::excused)
                ? Verdict.CONFORMANT
                : Verdict.INCONCLUSIVE;
    }

    /** Whether there is somebody who takes connections and never says a word. */
    private boolean silent() {
        return !answered && !findings().isEmpty();
    }

    List<Check> notChecked() {
        return checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.NOT_CHECKED)
                .toList();
    }

    private String leftOut() {
        int count = notChecked().size();
        return count == 0 ? "" : "; not checked: " + count + (isMock() ? " beyond a mock" : " beyond the allowance");
    }

    /** The run in one line. */
    String verdictLine() {
        List<Finding> findings = findings();
        String reason = broken.or(() -> discredited)
                .or(() -> silent() ? Optional.of("the target gave no answer to anything") : Optional.empty())
                .or(() -> stopped)
                .or(() -> tooSmall)
                .map(text -> shown(text, Redaction.REASON))
                .orElseGet(() -> notChecked().stream()
                        .filter(check -> !check.excused())
                        .findFirst()
                        .map(check -> check.rule().id() + " of probe " + check.probe() + " could not be checked: "
                                + check.reason())
                        .orElse("no call that ran was judged"));
        return switch (verdict()) {
            case CONFORMANT ->
                "conformant: " + (checks.size() - notChecked().size()) + " checks passed on " + target + leftOut();
            case DEVIANT ->
                "deviant: " + findings.size() + (findings.size() == 1 ? " finding: " : " findings, first: ")
                        + findings.get(0).line();
            case INCONCLUSIVE ->
                "inconclusive: " + reason
                        + (findings.isEmpty()
                                ? ""
                                : "; and " + findings.size() + " findings, first: "
                                        + findings.get(0).line());
        };
    }
}
