package io.github.upscale4j;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises what may be a secret by its looks: links, credentials, signatures and tokens. All expressions are possessive or
 * bounded, so that no text takes longer than another of its length.
 */
final class Opaque {
    private static final String LINK =
            "(?<scheme>\\b[a-z][a-z0-9+.-]{0,20}+):(?:\\\\?/){2}+(?<authority>[^\\s\"'<>/\\\\?#]++)(?<beyond>[^\\s\"'<>]*+)";
    private static final String QUERY = "(?<query>[?#][^\\s\"'<>=?#]*+=[^\\s\"'<>]*+)";
    private static final String NAMED = "(?<name>(?:(?<![a-z0-9])|(?<=3f|26))(?:x-amz-)?(?:[a-z]{1,12}+[-_])??"
            + "(?:api[-_ ]?key|key|sig|sign|signature|token|secret|password|passwd|credential|hmac|jwt|session|auth))"
            + "(?<equals>=|%(?:25){0,3}+3d|\\\\u003d)(?<value>[^\\s\"'<>]++)";
    /** "Basic" is a word of many sentences, and what follows it as a scheme is Base64. */
    private static final String CREDENTIAL =
            "(?<auth>\\b(?:bearer|api-key|apikey|x-api-key)\\b[:=\\s]{1,4}+[\"']?+)(?<credential>[^\\s\"'<>,;)]++)"
                    + "|(?<basic>\\bbasic\\s{1,4}+)(?<userinfo>(?-i:(?=[a-z]*+[A-Z0-9+/=])[A-Za-z0-9+/=_-]{4,}+))";

    private static final String PREFIXED = "(?<prefixed>\\b(?:[spr]k-|sk_|[pr]k_(?:live|test)_)[^\\s\"'<>,;)]{4,}+)";
    private static final String RUN = "(?<run>[a-z0-9+/=_%~.-]{16,}+)";
    private static final Pattern NAMED_VALUE = Pattern.compile("(?i)" + NAMED);
    private static final Pattern SECRETS =
            Pattern.compile("(?i)" + String.join("|", LINK, QUERY, NAMED, CREDENTIAL, PREFIXED, RUN));

    /** With a port, and with a sentence's mark; what else is there may be a password with an odd character in it. */
    private static final Pattern HOST = Pattern.compile(
            "(?<host>(?:[\\p{L}\\p{N}._-]{1,253}+|\\[[0-9A-Fa-f:.]{2,45}+])(?::[0-9]{1,5}+)?+)(?<mark>(?:[.,;:!)\\]]++$)?+)");

    /** What follows the name of a scheme in a sentence about credentials. */
    private static final Pattern SENTENCE = Pattern.compile(
            "(?i)(?:tokens?|auth|authentication|authorization|headers?|scheme|keys?|is|are|was|has|not|and|or|required|missing"
                    + "|invalid|expired|in|of|for|to|from|format|prefix|values?|realm|errors?|credentials?|with|expected|must|"
                    + "should|cannot|does|could|provided|found|…|REDACTED)[.:!?]*+");

    private static final Pattern HEX =
            Pattern.compile("(?<![A-Za-z0-9])(?=[0-9]*+[A-Fa-f])[0-9A-Fa-f]{16,}+(?![A-Za-z0-9])");
    /** A word in one case or a number, or one right after the other, such as {@code gpt4}, {@code 2K} and {@code 1280x800}. */
    private static final String WORD =
            "(?:[A-Z]?[a-z]{1,18}+|[A-Z]{1,18}+)?+(?:[0-9]{1,4}+(?:x[0-9]{1,4}+|[a-zA-Z]?+))?+";

    private static final Pattern WORDS = Pattern.compile(WORD + "(?:[._/+-]++" + WORD + ")*+");

    private static final int LONG_RUN = 20;
    private static final int DIGITS_OF_WORDS = 10;

    private Opaque() {}

    /** The text with {@code …} for each of them; of a link, scheme and host stay. */
    static String conceal(String text) {
        return SECRETS.matcher(text).replaceAll(found -> Matcher.quoteReplacement(shown((Matcher) found)));
    }

    private static String shown(Matcher found) {
        if (found.group("scheme") != null) {
            return link(found);
        }
        if (found.group("query") != null) {
            return found.group("query").charAt(0) + "…";
        }
        if (found.group("name") != null) {
            return found.group("name") + found.group("equals") + "…";
        }
        if (found.group("auth") != null) {
            boolean isSentence = SENTENCE.matcher(found.group("credential")).matches();
            return isSentence ? found.group() : found.group("auth") + "…";
        }
        if (found.group("basic") != null) {
            return found.group("basic") + "…";
        }
        return found.group("prefixed") != null ? "…" : run(found.group("run"));
    }

    private static String link(Matcher found) {
        String authority = found.group("authority");
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        String beyond = found.group("beyond");
        boolean isBare = beyond.isEmpty() || beyond.equals("/");
        Matcher plain = HOST.matcher(host);
        String shown = !plain.lookingAt() ? "…" : plain.group("mark").isEmpty() ? plain.group("host") : plain.group();
        return found.group("scheme") + "://" + shown + (isBare ? beyond : "/…");
    }

    private static String run(String run) {
        int end = run.length();
        while (end > 0 && run.charAt(end - 1) == '.') {
            end--;
        }
        String token = run.substring(0, end);
        if (isOpaque(token)) {
            return "…" + run.substring(end);
        }
        String named = NAMED_VALUE.matcher(token).replaceAll("${name}${equals}…");
        return HEX.matcher(named).replaceAll("…") + run.substring(end);
    }

    /** Long, of letters and digits, and not some words and short numbers with signs between. */
    private static boolean isOpaque(String token) {
        long digits = token.chars().filter(c -> c >= '0' && c <= '9').count();
        boolean hasLetter = token.chars().anyMatch(Character::isLetter);
        if (token.length() < LONG_RUN || digits == 0 || !hasLetter) {
            return false;
        }
        return digits > DIGITS_OF_WORDS || !WORDS.matcher(token).matches();
    }
}
