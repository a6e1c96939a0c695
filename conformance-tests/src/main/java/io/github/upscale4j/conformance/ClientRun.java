package io.github.upscale4j.conformance;

import io.github.upscale4j.provider.Exchange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** What the calls of one client were found to be; of so much as a report can tell. Thread-safe. */
final class ClientRun {
    /** The checks of so many calls are kept one by one. */
    static final int DETAILED = 1000;

    static final String FURTHER = "further-calls";
    private static final int MOST_EXCERPTS = 50;
    private static final int SHOWN_CALLS = 3;
    private static final Set<String> DOWNLOADS = Set.of("GET", "HEAD");
    private static final int MOST_CONNECTIONS = 1000;

    private final Contract contract;
    private final Instant startedAt;
    private final ClientJudge judge;
    private final CallSecrets secrets;
    private final ParameterObservations observations;
    private final List<Check> checks = new ArrayList<>();
    private final Map<Rule, Map<Check.Outcome, Integer>> further = new EnumMap<>(Rule.class);
    private final Deviations deviations = new Deviations();
    private final Set<String> parameters = new TreeSet<>();
    private final List<ObjectNode> excerpts = new ArrayList<>();
    /** The last call of each connection. */
    private final Map<Long, String> connections = new LinkedHashMap<>();

    private Optional<String> userAgent = Optional.empty();
    private Optional<String> broken = Optional.empty();
    private boolean ending;
    private int calls;
    private int whole;
    private long passed;

    /**
     * @param secrets keys that are not to be shown whoever sends them
     * @param innocent as for {@link ClientJudge}
     */
    ClientRun(Contract contract, Instant startedAt, List<String> secrets, boolean innocent) {
        this.contract = contract;
        this.startedAt = startedAt.truncatedTo(ChronoUnit.SECONDS);
        this.judge = new ClientJudge(contract, innocent);
        this.secrets = new CallSecrets(secrets);
        this.observations = new ParameterObservations(contract);
        contract.parameters().forEach(parameter -> parameters.add(parameter.name()));
    }

    Contract contract() {
        return contract;
    }

    Instant startedAt() {
        return startedAt;
    }

    ParameterObservations observations() {
        return observations;
    }

    /** What the first call said that it is, without secrets. */
    synchronized Optional<String> userAgent() {
        return userAgent;
    }

    synchronized int calls() {
        return calls;
    }

    synchronized List<ObjectNode> excerpts() {
        return List.copyOf(excerpts);
    }

    /** Those of the first calls. */
    synchronized List<Check> checks() {
        return List.copyOf(checks);
    }

    /** How often the rules held, failed, or could not be applied in further calls. */
    synchronized Map<Rule, Map<Check.Outcome, Integer>> further() {
        Map<Rule, Map<Check.Outcome, Integer>> copy = new EnumMap<>(Rule.class);
        further.forEach((rule, outcomes) -> copy.put(rule, new EnumMap<>(outcomes)));
        return copy;
    }

    /** In the order in which they were found. */
    synchronized List<Deviations.Deviation> deviations() {
        return deviations.all();
    }

    /** From here on a call that does not arrive in full may have been cut by the suite, and is not judged by what it lacks. */
    synchronized void end() {
        ending = true;
    }

    /**
     * Judges an exchange; returns the line that tells of it, empty for what is no call.
     *
     * @param exchange with the bytes of its request
     */
    synchronized Optional<String> add(Exchange exchange) {
        if (exchange.kind() == Exchange.Kind.DOWNLOAD && DOWNLOADS.contains(exchange.method())) {
            return Optional.empty();
        }
        byte[] raw = new byte[exchange.raw().remaining()];
        exchange.raw().get(raw);
        RawRequest request = RawRequest.read(raw);
        secrets.learn(request).ifPresent(this::forget);
        String before = connections.get(exchange.connection());
        if (judge.isRest(request) && before != null) {
            return Optional.of(addRest(before, raw.length));
        }
        calls++;
        String probe = "call-" + calls;
        connections.put(exchange.connection(), probe);
        if (connections.size() > MOST_CONNECTIONS) {
            connections.remove(connections.keySet().iterator().next());
        }
        if (userAgent.isEmpty()) {
            userAgent = request.value("User-Agent").map(text -> shown(text, Redaction.FOUND));
        }
        ClientJudge.Judged judged = judge.judge(probe, request, exchange, ending);
        judged.parameters().forEach(observations::add);
        whole += judged.judgement().isWhole() ? 1 : 0;
        List<Check> own =
                judged.judgement().checks().stream().map(secrets::redacted).toList();
        boolean isNews = keep(own);
        if (excerpts.size() < MOST_EXCERPTS && (isNews || calls <= SHOWN_CALLS)) {
            excerpts.add(CallExcerpt.of(probe, judged, exchange.status(), secrets.redaction(), parameters));
        }
        return Optional.of(line(probe, request, exchange.status(), own));
    }

    /** What was kept when nobody knew yet that it is a secret. */
    private void forget(Redaction late) {
        userAgent = userAgent.map(late::hideKeys);
        deviations.forget(late);
        excerpts.forEach(excerpt -> CallExcerpt.without(late, excerpt));
        checks.replaceAll(check -> check.findings().isEmpty()
                ? check
                : Check.of(
                        check.probe(),
                        check.rule(),
                        check.findings().stream()
                                .map(finding -> CallSecrets.without(late, finding))
                                .toList()));
    }

    private boolean keep(List<Check> own) {
        boolean isNews = false;
        for (Check check : own) {
            passed += check.outcome() == Check.Outcome.PASSED ? 1 : 0;
            if (calls <= DETAILED) {
                checks.add(check);
            } else {
                further.computeIfAbsent(check.rule(), rule -> new EnumMap<>(Check.Outcome.class))
                        .merge(check.outcome(), 1, Integer::sum);
            }
            for (Finding finding : check.findings()) {
                isNews |= deviations.add(finding);
            }
        }
        return isNews;
    }

    /** What follows a body shows only when the next request is read. */
    private String addRest(String probe, int bytes) {
        Judgement judgement = new Judgement(probe);
        CallLength.behind(bytes, judgement);
        Check failed = judgement.checks().stream()
                .filter(check -> !check.findings().isEmpty())
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            if (check.probe().equals(probe) && check.rule() == failed.rule()) {
                passed -= check.outcome() == Check.Outcome.PASSED ? 1 : 0;
                List<Finding> both = new ArrayList<>(check.findings());
                both.addAll(failed.findings());
                checks.set(i, Check.of(probe, check.rule(), both));
            }
        }
        failed.findings().forEach(deviations::add);
        return probe + ": " + failed.findings().get(0).words();
    }

    private String line(String probe, RawRequest request, int status, List<Check> own) {
        List<Finding> findings =
                own.stream().flatMap(check -> check.findings().stream()).toList();
        String verdict = findings.isEmpty()
                ? own.stream().anyMatch(check -> check.outcome() == Check.Outcome.NOT_CHECKED)
                        ? "not judged"
                        : "conformant"
                : findings.size()
                        + (findings.size() == 1 ? " finding: " : " findings, first: ")
                        + findings.get(0).words();
        return probe + ": " + shown(request.shownMethod() + " " + request.shownPath(), Redaction.FOUND) + ", "
                + (status == 0 ? "no answer" : "answered " + status) + ", " + verdict;
    }

    private String shown(String text, int longest) {
        return secrets.redaction().show(text, longest);
    }

    /** From here on there is no verdict, whatever was seen. */
    synchronized void fail(String reason) {
        broken = Optional.of("the suite failed: " + reason);
    }

    synchronized Verdict verdict() {
        if (broken.isPresent()) {
            return Verdict.INCONCLUSIVE;
        }
        if (!deviations.isEmpty()) {
            return Verdict.DEVIANT;
        }
        return whole > 0 ? Verdict.CONFORMANT : Verdict.INCONCLUSIVE;
    }

    /** The run in one line. */
    synchronized String verdictLine() {
        String client = "a client that made " + calls + (calls == 1 ? " call" : " calls");
        int count = deviations.size();
        return switch (verdict()) {
            case CONFORMANT -> "conformant: " + passed + " checks passed on " + client;
            case DEVIANT ->
                "deviant: " + count + (count == 1 ? " finding on " : " findings on ") + client
                        + (count == 1 ? ": " : ", first: ")
                        + deviations.all().get(0).first().line();
            case INCONCLUSIVE ->
                "inconclusive: " + broken.orElse(calls == 0 ? "no call was made" : "no call could be judged in full");
        };
    }
}
