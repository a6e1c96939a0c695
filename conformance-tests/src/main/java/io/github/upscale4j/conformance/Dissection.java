package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import tools.jackson.databind.node.MissingNode;

/**
 * Takes a valid call apart that was turned down: sends it again without one of its suspects at a time. What is turned down
 * again costs nothing; the first call that runs names the culprit, so at most one is paid for.
 */
final class Dissection {
    private final Contract contract;
    private final Target target;
    private final LongSupplier seeds;
    private final Function<Probe, Run.Attempt> attempt;

    /** @param attempt sends and judges a probe, if the money allows */
    Dissection(Contract contract, Target target, LongSupplier seeds, Function<Probe, Run.Attempt> attempt) {
        this.contract = contract;
        this.target = target;
        this.seeds = seeds;
        this.attempt = attempt;
    }

    /**
     * The checks of all calls, the status of the first with the culprit as its place, if it could be told.
     *
     * @param taken what the provider took before: nothing that was in it is suspected
     */
    List<Check> explain(Probe probe, Combination sent, Run.Attempt refused, List<Combination> taken) {
        List<String> suspects = new ArrayList<>();
        sent.choices().forEach((place, value) -> {
            if (taken.stream().noneMatch(one -> one.at(place).equals(value))) {
                suspects.add(place);
            }
        });
        List<Check> checks = new ArrayList<>();
        Optional<String> culprit = suspects.size() == 1 ? Optional.of(suspects.get(0)) : Optional.empty();
        for (int i = 0; i < suspects.size() && culprit.isEmpty(); i++) {
            String place = suspects.get(i);
            Optional<Combination> other = without(sent, place, taken);
            if (other.isPresent()) {
                Call call = Call.of(contract, target, other.get(), seeds.getAsLong());
                Run.Attempt without = attempt.apply(Probe.of(id(probe, place), call, new Expectation.Tells()));
                checks.addAll(without.checks());
                if (without.ran()) {
                    taken.add(other.get());
                    culprit = Optional.of(place);
                }
            }
        }
        List<Check> all = new ArrayList<>();
        for (Check check : refused.checks()) {
            all.add(culprit.isPresent() ? at(check, culprit.get(), sent) : check);
        }
        all.addAll(checks);
        return all;
    }

    /** The call with what was taken before in this place; else with another kind of file, or with nothing there. */
    private Optional<Combination> without(Combination sent, String place, List<Combination> taken) {
        if (!taken.isEmpty()) {
            return Optional.of(sent.with(place, taken.get(0).at(place)));
        }
        for (Contract.Part part : contract.parts()) {
            if (part.where().equals(place)) {
                return part.mediaTypes().stream()
                        .filter(kind -> !kind.equals(sent.at(place).asString()))
                        .findFirst()
                        .map(kind ->
                                sent.with(place, Json.MAPPER.getNodeFactory().stringNode(kind)));
            }
        }
        boolean optional = contract.parameters().stream()
                .noneMatch(parameter -> parameter.where().equals(place) && parameter.required());
        return optional && !sent.at(place).isMissingNode()
                ? Optional.of(sent.with(place, MissingNode.getInstance()))
                : Optional.empty();
    }

    /** Of the call without, or with something else in, this place. */
    static String id(Probe probe, String place) {
        return probe.id() + "-without-" + Contract.kebab(place.substring(place.lastIndexOf(':') + 1));
    }

    private static Check at(Check check, String culprit, Combination sent) {
        if (check.rule() != Rule.STATUS || check.findings().isEmpty()) {
            return check;
        }
        Finding finding = check.findings().get(0);
        return Check.of(
                check.probe(),
                check.rule(),
                List.of(new Finding(
                        finding.rule(),
                        culprit,
                        finding.expected() + " with " + Combination.words(culprit, sent.at(culprit)),
                        finding.found(),
                        finding.probe())));
    }
}
