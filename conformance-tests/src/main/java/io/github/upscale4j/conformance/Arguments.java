package io.github.upscale4j.conformance;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Reads the values of the command line. What will not do is a {@link WrongUsage} whose message says what was
 * expected and what was found, without what may be a secret: users, queries, and whatever stands in a URL's place.
 */
final class Arguments {
    private static final String UNLIMITED = "unlimited";
    private static final int LONGEST_DEADLINE = 3600;
    private static final int LARGEST_UPLOAD = 1 << 28;
    private static final int LONGEST_PAUSE = 60;
    private static final int LONGEST_FOUND = 20;
    /** Of letters only, and with or without a value. */
    private static final Pattern OPTION = Pattern.compile("(--[a-z][a-z-]{0,19})(=.*)?", Pattern.DOTALL);

    private Arguments() {}

    /** @param allowHttp whether plain http may go to another machine */
    static URI baseUrl(String text, boolean allowHttp) {
        String expected = "--base-url: expected an absolute http or https URL, such as https://gateway.example, found ";
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new WrongUsage(expected + "something else");
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getRawAuthority() == null) {
            // What stands in front of a colon may be a user, and what follows it a password.
            boolean known = text.matches("(?i)(ftp|file|wss?|unix)://.*");
            throw new WrongUsage(expected + (known ? "one that begins with " + scheme + "://" : "none at its start"));
        }
        if (url.getRawAuthority().contains("@") || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new WrongUsage(
                    "--base-url: expected a URL without user, query and fragment, found one with; the key comes from "
                            + Main.KEY);
        }
        if (url.getHost() == null || !text.chars().allMatch(c -> c < 0x80)) {
            throw new WrongUsage(expected
                    + "a host that is none, or a character that is not ASCII; write it in Punycode or percent-encoded");
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            throw new WrongUsage("--base-url: expected a port from 1 to 65535, found " + url.getPort());
        }
        if (scheme.equals("http") && !allowHttp && !isThisMachine(url.getHost())) {
            throw new WrongUsage("--base-url: expected https, or http to this machine; the key would go to "
                    + url.getHost() + " unencrypted, which --allow-http permits");
        }
        return url;
    }

    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    /** A path in place of the contract's, percent-encoded where it must be. */
    static String path(String text) {
        String expected = "--path: expected a path such as /ideogram/upscale, found ";
        if (!text.startsWith("/")) {
            throw new WrongUsage(expected + "none that begins with /");
        }
        if (text.contains("?") || text.contains("#")) {
            throw new WrongUsage(expected + "one with a query or a fragment");
        }
        if (text.toLowerCase(Locale.ROOT).replace("%2e", ".").contains("..")) {
            throw new WrongUsage(expected + "one with .. in it");
        }
        if (!text.replaceAll("%[0-9A-Fa-f]{2}", "").matches("[A-Za-z0-9/._~!$&'()*+,;=:@-]*")) {
            throw new WrongUsage(expected + "one with a character that must be percent-encoded");
        }
        return text;
    }

    /**
     * A number of something that may be paid for; {@link Allowance#UNLIMITED} for {@code unlimited}.
     *
     * @param option the option, which is named in the message
     * @param things what is counted
     */
    static int count(String option, String text, String things, int least) {
        if (text.equals(UNLIMITED)) {
            return Allowance.UNLIMITED;
        }
        int most = Allowance.UNLIMITED - 1;
        return number(
                text,
                least,
                most,
                option + ": expected a number of " + things + " from " + least + " to " + most + ", or " + UNLIMITED);
    }

    /** @param option the option, which is named in the message */
    static int bytes(String option, String text) {
        return number(text, 1, LARGEST_UPLOAD, option + ": expected a number of bytes from 1 to " + LARGEST_UPLOAD);
    }

    /** How long one exchange may take, from whole seconds. */
    static Duration deadline(String text) {
        String expected = "--deadline: expected whole seconds from 1 to " + LONGEST_DEADLINE;
        return Duration.ofSeconds(number(text, 1, LONGEST_DEADLINE, expected));
    }

    /** How long to wait between two calls, from whole seconds. */
    static Duration pause(String text) {
        String expected = "--pause: expected whole seconds from 0 to " + LONGEST_PAUSE;
        return Duration.ofSeconds(number(text, 0, LONGEST_PAUSE, expected));
    }

    /** @param option the option, which is named in the message */
    static int between(String option, String text, int least, int most) {
        return number(text, least, most, option + ": expected a number from " + least + " to " + most);
    }

    private static int number(String text, int least, int most, String expected) {
        if (text.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw new WrongUsage(expected + ", found " + found(text));
    }

    /** A value that will not do; a long one may be a key. */
    static String found(String text) {
        return text.isBlank() ? "nothing" : text.length() > LONGEST_FOUND ? "something else" : text;
    }

    /** What could not be read at all: the options among it are named, what may be their values is not. */
    static String unknown(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        Matcher option = OPTION.matcher(first);
        return !first.startsWith("-")
                ? "expected options, found a value that belongs to none"
                : "unknown option" + (option.matches() ? ": " + option.group(1) : "");
    }

    /**
     * What is an option of a run and means nothing to a subcommand.
     *
     * @param understood options that it takes all the same
     */
    static void refuseOptionsOfTheRun(CommandSpec subcommand, Set<String> understood) {
        Stream.of(subcommand.parent(), subcommand)
                .flatMap(spec -> spec.commandLine().getParseResult().matchedOptions().stream())
                .filter(option -> subcommand.parent().findOption(option.longestName()) != null)
                .filter(option -> !understood.contains(option.longestName()))
                .findFirst()
                .ifPresent(option -> {
                    throw new WrongUsage(option.longestName() + ": expected a run against a provider, found "
                            + subcommand.name() + "; it means nothing here");
                });
    }

    /** @param key as the environment has it; blank for none */
    static void refuseWith(String key, String option, @Nullable String value) {
        if (value != null && !key.isBlank() && new KeyEcho(key.trim()).isInAddress(value)) {
            throw new WrongUsage(
                    option + ": expected a value without the key, found one with it; the key comes from " + Main.KEY);
        }
    }

    /**
     * How the key is sent.
     *
     * @param kind {@code bearer} or {@code api-key}, the contract's schemes of these kinds; or {@code key}, the bare key in
     *     the bearer scheme's header
     */
    static Credential.Scheme scheme(Contract contract, String kind) {
        return switch (kind) {
            case "bearer" -> ofKind(contract, true);
            case "key" -> {
                Credential.Scheme bearer = ofKind(contract, true);
                yield new Credential.Scheme(bearer.name(), bearer.header(), "");
            }
            case "api-key" -> ofKind(contract, false);
            default -> throw new WrongUsage("--auth: expected bearer, key or api-key, found " + found(kind));
        };
    }

    private static Credential.Scheme ofKind(Contract contract, boolean bearer) {
        return contract.credentialSchemes().stream()
                .filter(scheme -> bearer != scheme.prefix().isEmpty())
                .findFirst()
                .orElseThrow(() ->
                        new WrongUsage("--auth: expected a security scheme of this kind in the contract, found none"));
    }

    /** The key as the environment has it. */
    static String key(String text) {
        String key = text.trim();
        if (key.isEmpty()) {
            throw new WrongUsage("expected the key in the environment variable " + Main.KEY + ", found nothing");
        }
        if (!key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new WrongUsage("expected a key of visible ASCII characters in " + Main.KEY + ", found others");
        }
        return key;
    }
}
