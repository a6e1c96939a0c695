package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What is sent, in order, and what is not.
 *
 * @param leftOut what the allowance does not pay for, each with its reason
 */
record Plan(List<Probe> probes, List<Check> leftOut) {
    private static final int IMAGES = 2;

    Plan {
        probes = List.copyOf(probes);
        leftOut = List.copyOf(leftOut);
    }

    /** @param seeds one for each picture */
    static Plan of(Contract contract, Target target, Allowance allowance, LongSupplier seeds) {
        return target.mock().isPresent()
                ? forMock(contract, target, seeds)
                : new Planning(contract, target, allowance, seeds).plan();
    }

    /** Every named example of every status, the ones of a call that ran with each kind of picture; and all other probes. */
    private static Plan forMock(Contract contract, Target target, LongSupplier seeds) {
        List<Probe> probes = new ArrayList<>();
        List<String> pictures = contract.parts().stream()
                .filter(part -> part.contentSchema().isEmpty())
                .map(Contract.Part::mediaTypes)
                .findFirst()
                .orElse(List.of(""));
        for (Contract.Response response : contract.responses()) {
            boolean runs = response.status().equals(contract.success().status());
            for (Contract.Example example : response.examples()) {
                for (int kind = 0; kind < (runs ? pictures.size() : 1); kind++) {
                    String id = response.status() + "-" + example.name()
                            + (runs ? "-" + pictures.get(kind).replaceFirst(".*/", "") : "");
                    Call call = Call.good(contract, target, kind, seeds.getAsLong(), 1)
                            .with(new Header("Accept", example.mediaType()))
                            .with(new Header("Prefer", "code=" + example.status() + ", example=" + example.name()));
                    probes.add(Probe.of(id, call, new Expectation.Gives(example)));
                }
            }
        }
        probes.addAll(
                new Planning(contract, target, Allowance.ENDLESS, seeds).plan().probes());
        return new Plan(probes, List.of());
    }

    /** What it would take to call a provider conformant, if the allowance does not. */
    Optional<String> tooSmall() {
        return leftOut.stream().allMatch(Check::excused)
                ? Optional.empty()
                : Optional.of(
                        "the allowance is too small to call a provider conformant; it takes " + Allowance.DEFAULT);
    }

    /** Calls with the good key that should run. */
    int calls() {
        return (int) probes.stream()
                .filter(probe -> probe.expectation() instanceof Expectation.Runs)
                .count();
    }

    /** The images that these ask for. */
    int images(Contract contract) {
        return probes.stream()
                .filter(probe -> probe.expectation() instanceof Expectation.Runs)
                .mapToInt(probe -> images(contract, probe))
                .sum();
    }

    /** How many images a provider may bill for a probe, if it takes the call. */
    static int images(Contract contract, Probe probe) {
        return Items.of(contract).map(items -> items.atMost(probe.parameters())).orElse(1);
    }

    /** What should be turned down comes first, since it costs nothing; then the calls that run, as far as the money goes. */
    private static final class Planning {
        private final Contract contract;
        private final Target target;
        private final Allowance allowance;
        private final LongSupplier seeds;
        private final List<Probe> probes = new ArrayList<>();
        private final List<Check> leftOut = new ArrayList<>();

        Planning(Contract contract, Target target, Allowance allowance, LongSupplier seeds) {
            this.contract = contract;
            this.target = target;
            this.allowance = allowance;
            this.seeds = seeds;
        }

        Plan plan() {
            Optional<Items> items = Items.of(contract);
            int images = Math.max(1, Math.min(IMAGES, allowance.images()));
            List<Combination> modest = Combination.covering(contract, images, false, allowance.upload());
            List<Combination> all = Combination.covering(contract, images, true, allowance.upload());
            boolean upperEnd = imagesOf(all) <= allowance.images();
            // Whatever it asks for beyond the largest number may be billed, if the provider takes it.
            int spare = allowance.images() - Math.min(allowance.images(), imagesOf(upperEnd ? all : modest));
            Refusals refusals = new Refusals(contract, target, seeds.getAsLong(), allowance.upload());
            probes.addAll(refusals.withoutGoodKey());
            for (Probe probe : refusals.withGoodKey()) {
                int asked = Plan.images(contract, probe);
                if (asked > IMAGES && asked > spare) {
                    leaveOut(probe.id(), "it asks for up to " + asked + " images, beyond " + allowance, true);
                } else if (allowance.covers(Spend.NOTHING, asked)) {
                    probes.add(probe);
                } else {
                    leaveOut(probe.id(), beyond(), false);
                }
            }
            accept(upperEnd ? all : modest);
            for (Parameter parameter : contract.parameters()) {
                parameter.unsent().forEach((id, reason) -> leaveOut(id, reason, true));
            }
            for (Contract.Part part : contract.parts()) {
                if (part.maxBytes() > 0 && !(part.isSizable() && part.maxBytes() < allowance.upload())) {
                    leaveOut(
                            part.id() + "-size",
                            part.where() + " of " + part.maxBytes() + " bytes, or of one more, is beyond --max-upload "
                                    + allowance.upload(),
                            true);
                }
            }
            if (!upperEnd && items.isPresent()) {
                Parameter counter = items.get().counter();
                leaveOut(
                        counter.id() + "-maximum",
                        counter.where() + " " + counter.most() + " asks for more images than " + allowance + " leaves",
                        true);
            }
            if (allowance.calls() > 0
                    && images < IMAGES
                    && items.map(one -> one.counter().most() >= IMAGES).orElse(false)) {
                leaveOut(accept(0) + "-images", IMAGES + " images in a call are beyond " + allowance, false);
            }
            return new Plan(probes, leftOut);
        }

        private int imagesOf(List<Combination> combinations) {
            return combinations.stream()
                    .limit(allowance.calls())
                    .mapToInt(this::images)
                    .sum();
        }

        private int images(Combination combination) {
            return Items.of(contract)
                    .map(items -> items.atMost(combination.parameters(contract.parameters())))
                    .orElse(1);
        }

        private void accept(List<Combination> combinations) {
            Spend spent = Spend.NOTHING;
            List<Combination> sent = new ArrayList<>();
            List<Combination> unsent = new ArrayList<>();
            for (Combination combination : combinations) {
                if (allowance.covers(spent, images(combination))) {
                    Call call = Call.of(contract, target, combination, seeds.getAsLong());
                    probes.add(Probe.of(accept(sent.size()), call, new Expectation.Runs(combination)));
                    spent = spent.plus(images(combination));
                    sent.add(combination);
                } else {
                    unsent.add(combination);
                }
            }
            String reason = beyond() + "; nothing else shows that these are taken: " + unshown(sent, unsent);
            for (int i = 0; i < unsent.size(); i++) {
                leaveOut(accept(sent.size() + i), reason, !sent.isEmpty() || i > 0);
            }
        }

        private static String accept(int index) {
            return "accept-" + (index + 1);
        }

        /** {@code request:/seed (none, 0), …}: what is in the second list and not in the first. */
        private static String unshown(List<Combination> sent, List<Combination> unsent) {
            Map<String, Set<String>> unshown = new LinkedHashMap<>();
            unsent.forEach(combination -> combination.choices().forEach((place, value) -> {
                if (sent.stream().noneMatch(one -> one.at(place).equals(value))) {
                    String words = value.isMissingNode() ? "none" : value.asString();
                    unshown.computeIfAbsent(place, any -> new LinkedHashSet<>()).add(words);
                }
            }));
            List<String> places = new ArrayList<>();
            unshown.forEach((place, values) -> places.add(place + " (" + String.join(", ", values) + ")"));
            return String.join(", ", places);
        }

        private String beyond() {
            return "beyond " + allowance;
        }

        private void leaveOut(String id, String reason, boolean excused) {
            leftOut.add(Check.leftOut(id, Rule.STATUS, "not sent: " + reason, excused));
        }
    }
}
