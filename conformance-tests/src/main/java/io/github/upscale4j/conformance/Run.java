package io.github.upscale4j.conformance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.databind.node.ObjectNode;

/** One run of the suite against one target: what was sent, seen and found. Not thread-safe. */
final class Run {
    /** A target that lets so many deadlines pass is sent nothing more. */
    private static final int DEADLINES = 2;

    private final Contract contract;
    private final List<Contract> documents;
    private final Target target;
    private final Purse purse;
    private final Sender sender;
    private final LongSupplier seeds;
    private final Instant startedAt;
    private final Known known;
    private final Judge judge;
    private final Redaction redaction;
    private final Observations observations;
    private Optional<ComparedReport> earlier = Optional.empty();
    private final MockLimits limits;
    private final List<Check> checks = new ArrayList<>();
    private final List<ObjectNode> excerpts = new ArrayList<>();
    private final KnownStates knownStates;
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
     * @param startedAt for reports
     * @param known what a team lives with
     */
    Run(
            Contract contract,
            List<Contract> documents,
            Target target,
            Allowance allowance,
            Sender sender,
            LongSupplier seeds,
            Instant startedAt,
            Known known) {
        this.contract = contract;
        this.documents = List.copyOf(documents);
        this.target = target;
        this.purse = new Purse(contract, target, allowance);
        this.sender = sender;
        this.seeds = seeds;
        this.known = known;
        this.startedAt = startedAt.truncatedTo(ChronoUnit.SECONDS);
        this.judge = new Judge(contract);
        this.redaction = new Redaction(target.mock().isPresent() ? null : target.key());
        this.observations = new Observations(contract, documents);
        this.limits = target.mock().isPresent() ? MockLimits.published() : MockLimits.NONE;
        Plan all = known.lines().isEmpty()
                ? new Plan(List.of(), List.of())
                : Plan.of(contract, target, Allowance.ENDLESS.upTo(allowance.upload()), () -> 1);
        this.knownStates = new KnownStates(known, contract, all, (probe, rule) -> judge.rules(probe, isMock())
                .contains(rule));
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

    /** See {@link Sender#recording}. */
    Optional<String> recording() {
        return sender.recording(verdict());
    }

    /** Whether this judges what another run sent. */
    boolean isReplay() {
        return sender.replays();
    }

    Known known() {
        return known;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** The line of {@code --known} that a finding is excused by. */
    Optional<KnownDeviation> knownAs(Finding finding) {
        return known.lineOf(finding);
    }

    /** What becomes of a line of {@code --known}, and how many findings it is about. */
    KnownState knownState(int index) {
        return knownStates.state(index, findings());
    }

    int knownFindings(int index) {
        return knownStates.count(index, findings());
    }

    /** To be compared with; before the run begins. */
    void compareWith(ComparedReport report) {
        earlier = Optional.of(report);
    }

    /** What is not as it was in the report that this run is compared with. */
    Optional<Changes> changes() {
        return earlier.map(report -> Changes.between(report, ComparedReport.of(Report.withoutChanges(this))));
    }

    /** Exchanges as reports show them: the paid ones and those that brought findings. */
    List<ObjectNode> excerpts() {
        return List.copyOf(excerpts);
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

    /** Those that no line of {@code --known} is about. */
    List<Finding> unknownFindings() {
        return findings().stream().filter(finding -> knownAs(finding).isEmpty()).toList();
    }

    Plan plan() {
        return sender.available(Plan.of(contract, target, allowance(), seeds));
    }

    List<Check> checkContract() {
        List<Check> checks = new ContractChecks(contract, documents).checks();
        knownStates.saw(checks);
        return keep(checks);
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
        List<Check> open = new ArrayList<>(plan.leftOut());
        List<Check> limited = limits.conclude();
        knownStates.saw(limited);
        open.addAll(limited);
        List<Check> last = new ArrayList<>(keep(open));
        last.addAll(keep(knownStates.conclude(findings(), verdict() != Verdict.INCONCLUSIVE)));
        return last;
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

    private Attempt attempt(Probe planned) {
        Optional<String> unpaid = stopped.or(() -> purse.refuses(planned));
        if (unpaid.isPresent()) {
            return nothing(planned, "not sent: " + unpaid.get(), false);
        }
        Optional<Exchange> exchange = sender.exchange(planned);
        if (exchange.isEmpty()) {
            return nothing(planned, sender.without(planned), true);
        }
        Probe probe = planned.sentAs(exchange.get().request());
        Answer answer = exchange.get().answer();
        Optional<String> gone = gone(answer);
        if (gone.isPresent()) {
            stopped = gone;
            return nothing(probe, gone.get(), false);
        }
        countDeadlines(answer);
        purse.charge(probe, answer);
        answered = answered || answer.raw().length > 0;
        Evidence evidence = judge.evidence(probe, answer);
        purse.chargeUnasked(evidence);
        List<Check> judged = limits.excuse(probe, judge.judge(evidence, isMock())).stream()
                .map(check -> check.bounded(finding -> knownAs(finding).isPresent()))
                .toList();
        knownStates.saw(evidence, judged);
        learn(evidence, judged);
        if (isShown(probe, judged)) {
            excerpts.add(Excerpt.of(probe, answer, redaction));
        }
        return new Attempt(probe, Optional.of(answer), judged);
    }

    /** What a reader of the report wants to see: what was paid for, and what a finding is about. */
    private static boolean isShown(Probe probe, List<Check> judged) {
        return probe.expectation() instanceof Expectation.Runs
                || judged.stream().anyMatch(check -> check.outcome() == Check.Outcome.FAILED);
    }

    private Attempt nothing(Probe probe, String reason, boolean excused) {
        return new Attempt(
                probe,
                Optional.empty(),
                judge.rules(probe, isMock()).stream()
                        .map(rule -> Check.leftOut(probe.id(), rule, reason, excused))
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
                    + sender.deadline().toSeconds() + " s each");
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
        List<Check> excused = known.excuse(redacted);
        checks.addAll(excused);
        return excused;
    }

    Verdict verdict() {
        return conclusion().verdict();
    }

    /** The run in one line. */
    String verdictLine() {
        return conclusion().line();
    }

    private Conclusion conclusion() {
        return new Conclusion(this, broken, discredited, stopped.or(() -> tooSmall), answered, judgedSuccess);
    }

    List<Check> notChecked() {
        return checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.NOT_CHECKED)
                .toList();
    }
}
