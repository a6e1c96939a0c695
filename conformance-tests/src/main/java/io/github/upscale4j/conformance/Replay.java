package io.github.upscale4j.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives the answers of a recording again, as far as what was sent fits to today's contract. Opens no socket. */
final class Replay implements Sender {
    private final Recording recording;
    private final Path folder;
    private final Contract contract;
    private final StillExpected stillExpected;

    /**
     * @param folder for the console
     * @param contract of today
     */
    Replay(Recording recording, Path folder, Contract contract) {
        this.recording = recording;
        this.folder = folder;
        this.contract = contract;
        Allowance all = new Allowance(
                Allowance.UNLIMITED, Allowance.UNLIMITED, recording.allowance().upload());
        Map<String, Probe> today = new LinkedHashMap<>();
        for (Probe probe : Plan.of(contract, recording.target(), all, () -> 1).probes()) {
            today.put(probe.id(), probe);
        }
        this.stillExpected = new StillExpected(contract, today);
    }

    /** What was recorded in place of what is planned, in the plan's order; what the plan no longer has comes behind it. */
    @Override
    public Plan available(Plan planned) {
        Map<String, Probe> recorded = recording.exchanges().values().stream()
                .map(kept -> kept.exchange().probe())
                .filter(probe -> !(probe.expectation() instanceof Expectation.Tells))
                .collect(Collectors.toMap(Probe::id, probe -> probe, (a, b) -> a, LinkedHashMap::new));
        List<Probe> probes = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Probe probe : planned.probes()) {
            probes.add(recorded.getOrDefault(probe.id(), probe));
            seen.add(probe.id());
        }
        recorded.values().stream().filter(probe -> !seen.contains(probe.id())).forEach(probes::add);
        // What is paid for stays last, or the money would be gone before the rest.
        probes.sort(Comparator.comparing(probe -> probe.expectation() instanceof Expectation.Runs));
        List<Check> leftOut = planned.leftOut().stream()
                .filter(check -> !recorded.containsKey(check.probe()))
                .toList();
        return new Plan(probes, leftOut);
    }

    @Override
    public Optional<Exchange> exchange(Probe probe) {
        return Optional.ofNullable(recording.exchanges().get(probe.id()))
                .filter(kept ->
                        stillExpected.objection(kept.exchange().probe(), probe).isEmpty())
                .map(Recording.Kept::read);
    }

    @Override
    public String without(Probe probe) {
        return Optional.ofNullable(recording.exchanges().get(probe.id()))
                .flatMap(kept -> stillExpected.objection(kept.exchange().probe(), probe))
                .orElse("not in the recording" + (recording.ended() ? "" : ", whose run did not end"));
    }

    @Override
    public Duration deadline() {
        return recording.deadline();
    }

    @Override
    public boolean replays() {
        return true;
    }

    /** {@code recordings/monday, made 2026-01-05T08:00:00Z}, and in what way it is another than a run of today. */
    @Override
    public Optional<String> recording(Verdict verdict) {
        return Optional.of(folder + ", made " + recording.startedAt()
                + (recording.contract().equals(contract.sha256()) ? "" : " from another contract")
                + (recording.ended() ? "" : " by a run that did not end"));
    }
}
