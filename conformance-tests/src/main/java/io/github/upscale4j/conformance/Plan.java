package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What is sent, in order. */
record Plan(List<Probe> probes) {
    private static final int IMAGES = 2;

    Plan {
        probes = List.copyOf(probes);
    }

    /** @param seeds one for each picture */
    static Plan of(Contract contract, Target target, LongSupplier seeds) {
        return target.mock().isPresent() ? forMock(contract, target, seeds) : forProvider(contract, target, seeds);
    }

    /** Every named example of every status, the ones of a call that ran with each kind of picture; and refusals. */
    private static Plan forMock(Contract contract, Target target, LongSupplier seeds) {
        List<Probe> probes = new ArrayList<>();
        List<String> pictures = Call.pictures(contract);
        for (Contract.Response response : contract.responses()) {
            boolean runs = response.status().equals(contract.success().status());
            for (Contract.Example example : response.examples()) {
                for (int kind = 0; kind < (runs ? pictures.size() : 1); kind++) {
                    String id = response.status() + "-" + example.name()
                            + (runs ? "-" + pictures.get(kind).replaceFirst(".*/", "") : "");
                    Call call = Call.good(contract, target, kind, seeds.getAsLong(), 1)
                            .with(new Header("Accept", example.mediaType()))
                            .with(new Header("Prefer", "code=" + example.status() + ", example=" + example.name()));
                    probes.add(new Probe(id, call.request(), new Expectation.Gives(example)));
                }
            }
        }
        probes.addAll(refusals(contract, target, seeds));
        return new Plan(probes);
    }

    /** What a provider should turn down comes first, since it costs nothing; then one call that runs. */
    private static Plan forProvider(Contract contract, Target target, LongSupplier seeds) {
        List<Probe> probes = new ArrayList<>(refusals(contract, target, seeds));
        int images = Call.images(contract, IMAGES);
        Call call = Call.good(contract, target, 0, seeds.getAsLong(), images);
        probes.add(new Probe("good-call", call.request(), new Expectation.Runs(images)));
        return new Plan(probes);
    }

    private static List<Probe> refusals(Contract contract, Target target, LongSupplier seeds) {
        // One image: a provider that wrongly accepts it may bill it.
        Call good = Call.good(contract, target, 0, seeds.getAsLong(), 1);
        List<Probe> probes = new ArrayList<>();
        String header = contract.credentialSchemes().get(0).header();
        probes.add(new Probe(
                "missing-" + header.toLowerCase(Locale.ROOT),
                good.withoutKey().request(),
                new Expectation.Refuses(Contract.Refusal.KEY, "request-header:" + header)));
        for (Contract.Part part : contract.parts()) {
            if (part.required()) {
                probes.add(new Probe(
                        "missing-" + part.name().replace('_', '-'),
                        good.without(part.name()).request(),
                        new Expectation.Refuses(Contract.Refusal.INPUT, "part:" + part.name())));
            }
        }
        return probes;
    }
}
