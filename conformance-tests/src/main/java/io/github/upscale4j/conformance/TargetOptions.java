package io.github.upscale4j.conformance;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what to judge, how to reach it, and for how much. */
final class TargetOptions {
    /** In place of a base URL where nothing is sent. */
    private static final URI NOWHERE = URI.create("https://gateway.example");

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            descriptionKey = "conformance.baseUrl",
            description = "What to judge, without the contract's path; without it, the Prism mock.")
    @Nullable String baseUrl;

    @Option(
            names = "--budget",
            paramLabel = "N|unlimited",
            descriptionKey = "conformance.budget",
            description = "Paid calls at most (default: 1). With 0 no key is needed.")
    @Nullable String budget;

    @Option(
            names = "--max-images",
            paramLabel = "N|unlimited",
            descriptionKey = "conformance.maxImages",
            description = "Images in them at most (default: one more than the budget).")
    @Nullable String maxImages;

    @Option(
            names = "--max-upload",
            paramLabel = "BYTES",
            descriptionKey = "conformance.maxUpload",
            description =
                    "The largest picture to send (default: 1048576). One more than the contract's limit checks both sides "
                            + "of it.")
    @Nullable String maxUpload;

    @Option(
            names = "--auth",
            paramLabel = "bearer|key|api-key",
            descriptionKey = "conformance.auth",
            description = "How the key is sent: Authorization: Bearer KEY (default), Authorization: KEY, Api-Key: KEY.")
    @Nullable String auth;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            descriptionKey = "conformance.path",
            description = "The endpoint's path, in place of the contract's.")
    @Nullable String path;

    @Option(
            names = "--allow-http",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            descriptionKey = "conformance.allowHttp",
            description = "Send the key over plain http to another machine too.")
    boolean allowHttp;

    boolean isMock() {
        return baseUrl == null;
    }

    /** @throws WrongUsage if there is one that means nothing to the mock */
    void refuseWhatIsForProviders() {
        refuse("--budget", budget != null);
        refuse("--max-images", maxImages != null);
        refuse("--max-upload", maxUpload != null);
        refuse("--auth", auth != null);
        refuse("--path", path != null);
        refuse("--allow-http", allowHttp);
    }

    /** @throws WrongUsage if there is one at all */
    void refuseBesideReplay() {
        RecordingOptions.refuseBesideReplay("--base-url", baseUrl != null);
        RecordingOptions.refuseBesideReplay("--budget", budget != null);
        RecordingOptions.refuseBesideReplay("--max-images", maxImages != null);
        RecordingOptions.refuseBesideReplay("--max-upload", maxUpload != null);
        RecordingOptions.refuseBesideReplay("--auth", auth != null);
        RecordingOptions.refuseBesideReplay("--path", path != null);
        RecordingOptions.refuseBesideReplay("--allow-http", allowHttp);
    }

    private static void refuse(String option, boolean given) {
        if (given) {
            throw new WrongUsage(option + ": expected --base-url beside it, found none; it means nothing to the mock");
        }
    }

    Allowance allowance() {
        Allowance usual =
                budget == null ? Allowance.DEFAULT : Allowance.of(Arguments.count("--budget", budget, "calls", 0));
        return new Allowance(
                usual.calls(),
                maxImages == null ? usual.images() : Arguments.count("--max-images", maxImages, "images", 1),
                maxUpload == null ? usual.upload() : Arguments.bytes("--max-upload", maxUpload));
    }

    /** @throws WrongUsage if the key stands where reports would show it */
    void refuseKey(String key) {
        Arguments.refuseWith(key, "--base-url", baseUrl);
        Arguments.refuseWith(key, "--path", path);
    }

    /** @param key as the environment has it; may be empty if nothing is to be paid for */
    Target provider(Contract contract, String key) {
        boolean free = allowance().calls() == 0 && key.isBlank();
        return target(contract, free ? "" : Arguments.key(key));
    }

    /** What a plan is about: with no key of anybody's, and perhaps nowhere. */
    Target unsent(Contract contract) {
        return target(contract, "KEY");
    }

    private Target target(Contract contract, String key) {
        return new Target(
                Optional.ofNullable(baseUrl)
                        .map(text -> Arguments.baseUrl(text, allowHttp))
                        .orElse(NOWHERE),
                key,
                Arguments.scheme(contract, Optional.ofNullable(auth).orElse("bearer")),
                Optional.ofNullable(path).map(Arguments::path).orElse(contract.path()),
                Optional.empty());
    }
}
