package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a client sends that nobody else should read. Values of headers are shown of those names alone that never hold a key; what
 * stands in a header, or has a name, that keys come under is looked for in all other texts.
 */
final class CallSecrets {
    private static final Pattern SECRET =
            Pattern.compile("(?i)auth|key|token|cookie|secret|passw|session|credential|bearer|jwt|signature");
    private static final Pattern SHOWN = Pattern.compile(
            "host|user-agent|accept-[a-z]+|content-[a-z-]+|transfer-encoding|connection|keep-alive|te|date");
    private static final Pattern RANGES = Pattern.compile("[^/,]+/[^/,]+(,[^/,]+/[^/,]+)*+|");
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)authorization|.*(api[-_]?key|token)");
    /** A shorter one stands in every text; it is left out of its own header only. */
    private static final int SHORTEST = 8;

    /** Of earlier calls. */
    private static final int MOST = 20;
    /** Of the call that is being told of. */
    private static final int MOST_OF_ONE = 60;

    private static final String PARAMETER = "request:/";

    private final List<String> own;
    private final Set<String> known = new LinkedHashSet<>();
    private Redaction redaction;

    /** @param own keys that are not to be shown whoever sends them */
    CallSecrets(List<String> own) {
        this.own = own.stream().filter(key -> key.length() >= SHORTEST).toList();
        redaction = Redaction.of(this.own);
    }

    /** Whether the values of headers, parts and parameters of this name may be keys. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).find();
    }

    /** Whether a header may be shown with its value. */
    static boolean isShown(Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "accept" -> RANGES.matcher(header.value()).matches();
            case "expect" -> header.value().equalsIgnoreCase("100-continue");
            default -> SHOWN.matcher(name).matches();
        };
    }

    /**
     * Looks for secrets in a call; what is shown from here on is without them.
     *
     * @return hides those that were not known, of which earlier texts may tell; empty if there are none
     */
    Optional<Redaction> learn(RawRequest request) {
        Set<String> found = new LinkedHashSet<>();
        request.headers().stream()
                .filter(header -> isSecret(header.name()) && !header.name().equalsIgnoreCase("Idempotency-Key"))
                // The newest are kept: credentials come last.
                .sorted(Comparator.comparing(
                        header -> CREDENTIAL.matcher(header.name()).matches()))
                .forEach(header -> found.addAll(secrets(header.value())));
        while (found.size() > MOST_OF_ONE) {
            found.remove(found.iterator().next());
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> news =
                found.stream().filter(secret -> !known.contains(secret)).toList();
        known.removeAll(found);
        known.addAll(found);
        while (known.size() > Math.max(MOST, found.size())) {
            known.remove(known.iterator().next());
        }
        if (news.isEmpty()) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>(own);
        all.addAll(known);
        redaction = Redaction.of(all);
        return Optional.of(Redaction.of(news));
    }

    /** What may be a key in the value of a header: all of it, what follows a scheme, what follows the name of a cookie. */
    private static List<String> secrets(String value) {
        List<String> secrets = new ArrayList<>();
        if (value.indexOf(' ') < 0) {
            secrets.add(value);
        }
        for (String one : value.split(";", -1)) {
            secrets.add(one.substring(one.indexOf('=') + 1).strip());
        }
        secrets.add(value.substring(value.indexOf(' ') + 1).strip());
        secrets.add(value.substring(value.lastIndexOf(' ') + 1));
        // A short key behind its scheme is no longer one.
        secrets.removeIf(secret -> secret.substring(secret.lastIndexOf(' ') + 1).length() < SHORTEST);
        return secrets;
    }

    Redaction redaction() {
        return redaction;
    }

    /** Fit to be shown. */
    Check redacted(Check check) {
        List<Finding> shown = check.findings().stream()
                .map(finding -> new Finding(
                        finding.rule(),
                        place(finding.where(), redaction),
                        redaction.show(finding.expected(), Redaction.EXPECTED),
                        redaction.show(finding.found(), Redaction.FOUND),
                        finding.probe()))
                .toList();
        return new Check(check.probe(), check.rule(), check.outcome(), check.reason(), shown, check.excused());
    }

    /** What was fit to be shown before, without secrets that came later. */
    static Finding without(Redaction late, Finding shown) {
        return new Finding(
                shown.rule(),
                place(shown.where(), late),
                late.hideKeys(shown.expected()),
                late.hideKeys(shown.found()),
                shown.probe());
    }

    /** What a place begins with is ours, even if a key reads the same. */
    private static String place(String where, Redaction redaction) {
        int start = where.startsWith(PARAMETER) ? PARAMETER.length() : where.indexOf(':') + 1;
        return start == 0 ? where : where.substring(0, start) + redaction.show(where.substring(start), Redaction.WHERE);
    }
}
