package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Judges the credential of a call. No text of it is shown. */
final class CallCredential {
    private static final String WHERE = "request-header:";
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
    /** What programs print where they have no value. */
    private static final Set<String> NO_VALUE = Set.of("null", "undefined", "none", "nil", "nan");

    /** Under what names keys come as well. */
    private static final Pattern OTHER = Pattern.compile(
            "(?i)(x-)?([a-z]+-)?(api-?key|(auth|access|api|bearer)-?token)|x-([a-z]+-)?(auth|authorization|token|key)");
    /** A shorter key stands in other values by chance. */
    private static final int SHORTEST = 8;

    private final Security security;

    CallCredential(Contract contract) {
        this.security = contract.security();
    }

    void judge(RawRequest request, Judgement judgement) {
        List<Header> sent = new ArrayList<>();
        for (Header header : request.headers()) {
            if (security.schemes().stream().anyMatch(scheme -> scheme.header().equalsIgnoreCase(header.name()))) {
                sent.add(header);
            }
        }
        Set<String> forms = new TreeSet<>();
        security.schemes().forEach(scheme -> forms.add(scheme.header() + ": " + scheme.prefix() + "KEY"));
        String expected = "one credential, " + String.join(" or ", forms);
        if (sent.isEmpty()) {
            if (security.needed()) {
                find(judgement, security.schemes().get(0).header(), expected, "none");
            }
        } else if (sent.size() > 1) {
            String first = sent.get(0).name();
            String second = sent.get(1).name();
            String found = first.equalsIgnoreCase(second) ? "both in " + first : "in " + first + " and in " + second;
            find(judgement, second, expected, sent.size() + ", " + found);
        } else {
            one(sent.get(0), judgement);
            other(sent.get(0), request.headers())
                    .ifPresent(header -> find(
                            judgement,
                            RawRequest.shownName(header.name()),
                            expected,
                            "2, in " + sent.get(0).name() + " and in " + RawRequest.shownName(header.name())));
        }
    }

    /** A second one of a form that the contract does not have: by its name, or by the key in it. */
    private static Optional<Header> other(Header sent, List<Header> headers) {
        String key = sent.value().substring(sent.value().lastIndexOf(' ') + 1);
        return headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase(sent.name()))
                .filter(header -> OTHER.matcher(header.name()).matches()
                        || (key.length() >= SHORTEST && header.value().contains(key)))
                .findFirst();
    }

    private static void find(Judgement judgement, String header, String expected, String found) {
        judgement.find(Rule.ONE_CREDENTIAL, WHERE + header, expected, found);
    }

    private void one(Header header, Judgement judgement) {
        List<String> wrong = new ArrayList<>();
        for (Credential.Scheme scheme : security.schemes()) {
            if (scheme.header().equalsIgnoreCase(header.name())) {
                String found = wrong(scheme, header.value());
                if (found.isEmpty()) {
                    return;
                }
                wrong.add(found);
                if (wrong.size() == 1) {
                    find(judgement, header.name(), scheme.prefix() + "KEY", found);
                }
            }
        }
    }

    /** Empty if nothing is. */
    private static String wrong(Credential.Scheme scheme, String value) {
        String word = scheme.prefix().strip();
        String key = value;
        if (value.isEmpty()) {
            return "nothing";
        }
        if (!word.isEmpty()) {
            boolean has = value.regionMatches(true, 0, word, 0, word.length());
            if (has && value.length() == word.length()) {
                return "the word " + word + " without a key";
            }
            if (!has || value.charAt(word.length()) != ' ') {
                return value.contains(" ")
                        ? "another scheme than " + word
                        : "a key without the word " + word + " in front of it";
            }
            key = value.substring(word.length()).strip();
        }
        if (key.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return word.isEmpty() ? "the word Bearer in front of the key" : "the word " + word + " twice";
        }
        if (NO_VALUE.contains(key.toLowerCase(Locale.ROOT))) {
            return "what a program prints for no value, in place of a key";
        }
        if (!VISIBLE.matcher(key).matches()) {
            return "a key with a space, or with a character that is not ASCII";
        }
        return key.startsWith("\"") || key.startsWith("'") ? "a key in quotes" : "";
    }
}
