package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/** One run of the suite against one target: what was sent, seen and found. Not thread-safe. */
final class Run {
    private final Contract contract;
    private final List<Contract> documents;
    private final Target target;
    private final Transport transport;
    private final LongSupplier seeds;
    private final Judge judge;
    private final Redaction redaction;
    private final Observations observations;
    private final List<Check> checks = new ArrayList<>();
    private Spend spend = Spend.NOTHING;
    private boolean judgedSuccess;
    /** Why nothing more is sent. */
    private Optional<String> stopped = Optional.empty();
    /** What the suite itself failed with. */
    private Optional<String> broken = Optional.empty();
    /** Why nothing that was seen counts. */
    private Optional<String> discredited = Optional.empty();

    /** @param seeds one for each picture that is sent */
    Run(Contract contract, List<Contract> documents, Target target, Transport transport, LongSupplier seeds) {
        this.contract = contract;
        this.documents = List.copyOf(documents);
        this.target = target;
        this.transport = transport;
        this.seeds = seeds;
        this.judge = new Judge(contract);
        this.redaction = new Redaction(target.mock().isPresent() ? null : target.key());
        this.observations = new Observations(contract, documents);
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

    Spend spend() {
        return spend;
    }

    List<Finding> findings() {
        return checks.stream().flatMap(check -> check.findings().stream()).toList();
    }

    Plan plan() {
        return Plan.of(contract, target, seeds);
    }

    List<Check> checkContract() {
        return keep(new ContractChecks(contract, documents).checks());
    }

    /** Sends a probe once and judges what it brings; sends nothing once the target is gone. */
    List<Check> execute(Probe probe) {
        boolean mock = target.mock().isPresent();
        if (stopped.isPresent()) {
            return keep(Judge.rules(probe, mock).stream()
                    .map(rule -> Check.notChecked(probe.id(), rule, "not sent: " + stopped.get()))
                    .toList());
        }
        Answer answer = transport.send(probe.request()).answer();
        Optional<String> gone = gone(answer);
        if (gone.isPresent()) {
            stopped = gone;
            return keep(Judge.rules(probe, mock).stream()
                    .map(rule -> Check.notChecked(probe.id(), rule, gone.get()))
                    .toList());
        }
        account(probe, answer);
        Evidence evidence = judge.evidence(probe, answer);
        accountImages(evidence);
        List<Check> judged = judge.judge(evidence, mock);
        learn(evidence, judged);
        return keep(judged);
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
                ? Optional.of("the target is unreachable: " + target.endpoint(contract) + " ("
                        + shown(answer.detail(), Redaction.FOUND) + ")")
                : Optional.empty();
    }

    /** A call may be billed if it ran, or if it was to run and nobody knows what became of it. */
    private void account(Probe probe, Answer answer) {
        boolean unknown = answer.status() == 0 && probe.expectation() instanceof Expectation.Runs;
        if (paying(probe) && (answer.ran() || unknown)) {
            spend = spend.plus(asked(probe));
        }
    }

    /** More images may come than were asked for. */
    private void accountImages(Evidence evidence) {
        if (paying(evidence.probe()) && evidence.answer().ran()) {
            int came = contract.counter()
                    .flatMap(counter -> evidence.json().map(json -> Json.at(json, counter.array())))
                    .filter(JsonNode::isArray)
                    .map(JsonNode::size)
                    .orElse(0);
            int unexpected = Math.max(0, came - asked(evidence.probe()));
            spend = new Spend(spend.calls(), spend.images() + unexpected);
        }
    }

    private boolean paying(Probe probe) {
        return target.mock().isEmpty() && probe.request().credential() != null;
    }

    private static int asked(Probe probe) {
        return probe.expectation() instanceof Expectation.Runs runs ? Math.max(1, runs.images()) : 1;
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
            observations.add(evidence.json().get());
        }
        boolean turnedAway = judged.stream()
                .anyMatch(check -> check.rule() == Rule.STATUS && check.outcome() == Check.Outcome.NOT_CHECKED);
        if (evidence.probe().expectation() instanceof Expectation.Runs
                && evidence.answer().status() > 0
                && turnedAway) {
            discredited = Optional.of(turnedAway(evidence.answer()));
        }
    }

    /** What a good call that was turned away means, and where to look. */
    private String turnedAway(Answer answer) {
        String reason = contract.response(answer.status())
                .flatMap(Contract.Response::refuses)
                .map(refusal -> switch (refusal) {
                    case KEY -> ": the key in " + Main.KEY + " was not accepted";
                    case MONEY -> ": the account has no money left";
                    case PACE -> ": too many requests at this moment; try again later";
                    case INPUT -> "";
                })
                .orElse(
                        answer.status() == 404
                                ? ": nothing is at " + target.endpoint(contract)
                                        + "; the base URL goes without the contract's path"
                                : "");
        return "a call that should run was answered " + answer.words() + reason;
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
        if (!contractFails && discredited.isPresent()) {
            return Verdict.INCONCLUSIVE;
        }
        if (!findings().isEmpty()) {
            return Verdict.DEVIANT;
        }
        return judgedSuccess && notChecked().isEmpty() ? Verdict.CONFORMANT : Verdict.INCONCLUSIVE;
    }

    List<Check> notChecked() {
        return checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.NOT_CHECKED)
                .toList();
    }

    /** The run in one line. */
    String verdictLine() {
        List<Finding> findings = findings();
        String reason = broken.or(() -> discredited)
                .or(() -> stopped)
                .map(text -> shown(text, Redaction.REASON))
                .orElseGet(() -> notChecked().stream()
                        .findFirst()
                        .map(check -> check.rule().id() + " was not checked, " + check.reason() + " (probe "
                                + check.probe() + ")")
                        .orElse("no call that ran was judged"));
        return switch (verdict()) {
            case CONFORMANT -> "conformant: " + checks.size() + " checks passed on " + target;
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
