package io.github.upscale4j.conformance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The calls that a provider should turn down, made from the contract: each has one thing wrong with it. */
final class Refusals {
    private static final String WRONG_KEY = "upscale4j-no-such-key";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final byte[] NO_PICTURE = "This is no picture.\n".getBytes(StandardCharsets.UTF_8);

    private final Contract contract;
    private final Target target;
    private final long seed;
    private final int upload;
    private final Call good;

    /**
     * @param seed of the picture in all of them
     * @param upload bytes of the largest picture to send
     */
    Refusals(Contract contract, Target target, long seed, int upload) {
        this.contract = contract;
        this.target = target;
        this.seed = seed;
        this.upload = upload;
        this.good = Call.good(contract, target, 0, seed, 1);
    }

    /** Those that nobody can be billed for; none if no key is needed. */
    List<Probe> withoutGoodKey() {
        if (!contract.security().needed()) {
            return List.of();
        }
        Credential.Scheme scheme = target.scheme();
        return List.of(
                key("missing", null),
                key("empty", new Credential(scheme, "")),
                key("wrong", new Credential(scheme, WRONG_KEY)));
    }

    private Probe key(String what, @Nullable Credential credential) {
        String header = target.scheme().header();
        return Probe.of(
                what + "-" + Contract.kebab(header),
                good.with(credential),
                new Expectation.Refuses(Contract.Refusal.KEY, "request-header:" + header));
    }

    /** Those that a provider bills if it wrongly takes them. */
    List<Probe> withGoodKey() {
        List<Probe> probes = new ArrayList<>();
        Stream.of("GET", "PUT", "POST")
                .filter(method -> !method.equals(contract.method()))
                .limit(2)
                .forEach(method -> probes.add(method(method)));
        Stream.of(JSON, FORM)
                .filter(type -> !type.equals(contract.requestMediaType()))
                .forEach(type -> probes.add(contentType(type)));
        for (Contract.Part part : contract.parts()) {
            if (part.required()) {
                probes.add(input("missing-" + part.id(), good.without(part), part.where()));
            }
        }
        for (Contract.Part part : contract.parts()) {
            probes.addAll(part.contentSchema().isPresent() ? json(part) : file(part));
        }
        for (Contract.Part part : contract.parts()) {
            for (Parameter parameter : contract.parameters(part)) {
                if (parameter.required()) {
                    probes.add(input("missing-" + parameter.id(), good.without(part, parameter), parameter.where()));
                }
                for (Map.Entry<String, JsonNode> wrong : parameter.refused().entrySet()) {
                    probes.add(input(
                            parameter.id() + "-" + wrong.getKey(),
                            good.with(part, parameter, wrong.getValue()),
                            parameter.where()));
                }
            }
        }
        return probes;
    }

    private static Probe input(String id, Call call, String where) {
        return Probe.of(id, call, new Expectation.Refuses(Contract.Refusal.INPUT, where));
    }

    private Probe method(String method) {
        boolean body = !method.equals("GET");
        Request request = body ? good.request(method) : good.request(method, null, new byte[0]);
        return new Probe(
                "method-" + method.toLowerCase(Locale.ROOT),
                request,
                new Expectation.NotAllowed("method:" + method),
                good.parameters());
    }

    private Probe contentType(String type) {
        StringBuilder form = new StringBuilder();
        for (Contract.Part part : contract.parts()) {
            form.append(form.isEmpty() ? "" : "&").append(part.name()).append('=');
            form.append(URLEncoder.encode(
                    part.contentSchema().isPresent() ? good.json(part) : part.name(), StandardCharsets.UTF_8));
        }
        return new Probe(
                "content-type-" + type.replace('/', '-'),
                good.request(
                        contract.method(),
                        type,
                        (type.equals(JSON) ? good.parameters().toString() : form.toString())
                                .getBytes(StandardCharsets.UTF_8)),
                new Expectation.Refuses(Contract.Refusal.INPUT, "request-header:Content-Type"),
                Json.MAPPER.createObjectNode());
    }

    private List<Probe> json(Contract.Part part) {
        String json = good.json(part);
        return List.of(
                input(part.id() + "-malformed", good.with(part, json.substring(0, json.length() - 1)), part.where()),
                input(part.id() + "-empty", good.with(part, ""), part.where()),
                input(part.id() + "-as-array", good.with(part, "[" + json + "]"), part.where()),
                input(part.id() + "-as-string", good.with(part, "\"text\""), part.where()),
                input(part.id() + "-as-number", good.with(part, "7"), part.where()));
    }

    private List<Probe> file(Contract.Part part) {
        List<Probe> probes = new ArrayList<>();
        String first = part.mediaTypes().get(0);
        List<String> unsupported = Stream.of("image/gif", "image/bmp", "image/tiff")
                .filter(type -> !part.mediaTypes().contains(type))
                .limit(2)
                .toList();
        probes.add(input(part.id() + "-empty", good.with(part, first, new byte[0]), part.where()));
        for (String type : unsupported) {
            probes.add(
                    input(part.id() + "-" + kind(type), good.with(part, type, Pictures.of(type, seed)), part.where()));
        }
        for (String type : part.mediaTypes()) {
            probes.add(input(part.id() + "-text-as-" + kind(type), good.with(part, type, NO_PICTURE), part.where()));
        }
        for (String type : unsupported.subList(0, Math.min(1, unsupported.size()))) {
            probes.add(input(
                    part.id() + "-" + kind(type) + "-as-" + kind(first),
                    good.with(part, first, Pictures.of(type, seed)),
                    part.where()));
        }
        if (part.isSizable() && part.maxBytes() < upload) {
            probes.add(input(
                    part.id() + "-too-large",
                    good.with(part, Pictures.SIZABLE, Pictures.sized(seed, (int) part.maxBytes() + 1)),
                    part.where()));
        }
        return probes;
    }

    private static String kind(String mediaType) {
        return Contract.kebab(mediaType.substring(mediaType.indexOf('/') + 1));
    }
}
