package io.github.upscale4j.conformance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What stands on top of a report. */
record Headline(
        String verdict,
        String verdictLine,
        String title,
        String sentence,
        String target,
        String contract,
        String date,
        boolean replayed,
        int passed,
        int failed,
        int notChecked,
        int known,
        String spend) {

    /** Characters of the contract's hash that tell it from others. */
    private static final int HASH = 12;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static Headline of(JsonNode report) {
        String verdict = report.path("verdict").asString("");
        int findings = (int) report.path("findings")
                .valueStream()
                .filter(finding -> !finding.has("known"))
                .count();
        int known = (int) report.path("known")
                .valueStream()
                .filter(line -> line.path("state").asString("").equals(KnownState.HOLDING.text()))
                .count();
        String hash = report.path("contract").path("sha256").asString("");
        return new Headline(
                verdict,
                report.path("verdictLine").asString(""),
                title(verdict),
                sentence(report, verdict, findings, known),
                target(report.path("target")),
                hash.substring(0, Math.min(HASH, hash.length())),
                date(report.path("startedAt").asString("")),
                report.path("replayed").asBoolean(false),
                Unchecked.count(report, "passed"),
                Unchecked.count(report, "failed"),
                Unchecked.count(report, "not-checked"),
                known,
                spend(report));
    }

    private static String title(String verdict) {
        return verdict.isEmpty() ? "" : verdict.substring(0, 1).toUpperCase(Locale.ROOT) + verdict.substring(1);
    }

    private static String sentence(JsonNode report, String verdict, int findings, int known) {
        String lived = known == 0 ? "" : ", but for " + count(known, "known deviation");
        return switch (verdict) {
            case "conformant" -> "The " + kind(report) + " keeps the contract" + lived + ".";
            case "deviant" ->
                "The " + kind(report) + " breaks the contract: " + count(findings, "finding") + places(report)
                        + (known == 0 ? "" : ", and " + known + " that " + (known == 1 ? "is" : "are") + " known")
                        + ".";
            default -> "Too little could be seen to say whether the " + kind(report) + " keeps the contract.";
        };
    }

    private static String places(JsonNode report) {
        long places = FindingGroup.of(report).stream()
                .filter(group -> !group.isKnown())
                .count();
        return " at " + count((int) places, "place");
    }

    private static String kind(JsonNode report) {
        String kind = report.path("target").path("kind").asString("");
        return kind.isEmpty() ? "target" : kind;
    }

    /** {@code 1 finding}, {@code 2 findings}. */
    static String count(int count, String what) {
        return String.format(Locale.ROOT, "%,d %s", count, what) + (count == 1 ? "" : "s");
    }

    /** Its address, its user agent, or else what kind it is. */
    private static String target(JsonNode target) {
        for (String member : List.of("url", "userAgent")) {
            if (!target.path(member).asString("").isEmpty()) {
                return target.path(member).asString("");
            }
        }
        return target.path("kind").asString("").equals("mock")
                ? "the Prism mock"
                : "a " + target.path("kind").asString("");
    }

    private static String date(String instant) {
        try {
            return DATE.format(Instant.parse(instant));
        } catch (DateTimeParseException e) {
            return instant;
        }
    }

    /** Empty where nothing could be spent. */
    private static String spend(JsonNode report) {
        JsonNode spend = report.path("spend");
        JsonNode allowed = spend.path("allowed");
        if (!allowed.isObject()) {
            return "";
        }
        int failed = spend.path("failed").asInt(0);
        return "At most " + limited(spend, allowed, "calls", "paid call") + " and "
                + limited(spend, allowed, "images", "image")
                + (failed == 0
                        ? ""
                        : "; and " + count(failed, "call") + " that failed, which the vendor's rule does not bill");
    }

    private static String limited(JsonNode spend, JsonNode allowed, String member, String what) {
        String limit = allowed.path(member).isNumber()
                ? String.valueOf(allowed.path(member).asInt(0))
                : "unlimited";
        return count(spend.path(member).asInt(0), what) + " (allowed: " + limit + ")";
    }
}
