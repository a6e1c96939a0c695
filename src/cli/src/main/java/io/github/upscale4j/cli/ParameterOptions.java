package io.github.upscale4j.cli;

import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.UpscaleRequest.MagicPromptOption;
import io.github.upscale4j.model.UpscaleRequest.MagicPromptVersion;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A call's parameters. Each option's description key is the parameter's name in the contract, whose words are its help. */
final class ParameterOptions {
    @Option(names = "--prompt", paramLabel = "TEXT", descriptionKey = "prompt")
    @Nullable String prompt;

    @Option(names = "--resemblance", paramLabel = "N", descriptionKey = "resemblance")
    @Nullable String resemblance;

    @Option(names = "--detail", paramLabel = "N", descriptionKey = "detail")
    @Nullable String detail;

    @Option(
            names = "--magic-prompt",
            paramLabel = "OPTION",
            descriptionKey = "magic_prompt_option",
            completionCandidates = MagicPrompts.class)
    @Nullable String magicPrompt;

    @Option(
            names = "--magic-prompt-version",
            paramLabel = "VERSION",
            descriptionKey = "magic_prompt_version",
            completionCandidates = MagicPromptVersions.class)
    @Nullable String magicPromptVersion;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "seed")
    @Nullable String seed;

    @Option(names = "--num-images", paramLabel = "N", descriptionKey = "num_images")
    @Nullable String numImages;

    /** @throws WrongUsage if the contract does not allow a value */
    UpscaleRequest request() {
        if (prompt != null && prompt.indexOf('\uFFFD') >= 0) {
            throw new WrongUsage("--prompt: expected text but found characters that this locale does not have; "
                    + "LC_ALL=C.UTF-8 has all");
        }
        try {
            return UpscaleRequest.builder()
                    .prompt(prompt)
                    .resemblance(integer("resemblance", resemblance))
                    .detail(integer("detail", detail))
                    .magicPromptOption(
                            known("--magic-prompt", magicPrompt, MagicPromptOption.known(), MagicPromptOption::value))
                    .magicPromptVersion(known(
                            "--magic-prompt-version",
                            magicPromptVersion,
                            MagicPromptVersion.known(),
                            MagicPromptVersion::value))
                    .seed(number("seed", seed))
                    .numImages(integer("num_images", numImages))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(inWordsOfOptions(String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable Integer integer(String parameter, @Nullable String text) {
        Long number = number(parameter, text);
        if (number != null && number.intValue() != number) {
            throw outOfRange(parameter, String.valueOf(text));
        }
        return number == null ? null : Integer.valueOf(number.intValue());
    }

    private static @Nullable Long number(String parameter, @Nullable String text) {
        if (text != null && !text.matches("-?[0-9]{1,18}")) {
            throw outOfRange(parameter, text);
        }
        return text == null ? null : Long.valueOf(text);
    }

    private static WrongUsage outOfRange(String parameter, String text) {
        return new WrongUsage(option(parameter) + ": expected "
                + Contract.published().parameter(parameter).expected() + " but found " + Arguments.found(text));
    }

    /** Only what the contract names: a misspelt value could be billed before anybody notices. */
    private static <T> @Nullable T known(
            String option, @Nullable String text, List<T> known, Function<T, String> value) {
        if (text == null) {
            return null;
        }
        return known.stream()
                .filter(one -> value.apply(one).equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new WrongUsage(option + ": expected one of "
                        + String.join(", ", known.stream().map(value).toList()) + " but found "
                        + Arguments.found(text)));
    }

    private static String inWordsOfOptions(String message) {
        int end = message.indexOf(':');
        return option(message.substring(0, Math.max(0, end)))
                + message.substring(Math.max(0, end)).replace("but was", "but found");
    }

    private static String option(String parameter) {
        return "--" + parameter.replace('_', '-');
    }

    /** For the shell's completion. */
    static final class MagicPrompts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return MagicPromptOption.known().stream()
                    .map(MagicPromptOption::value)
                    .iterator();
        }
    }

    /** For the shell's completion. */
    static final class MagicPromptVersions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return MagicPromptVersion.known().stream()
                    .map(MagicPromptVersion::value)
                    .iterator();
        }
    }
}
