package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run of the suite against one provider of the catalogue, what that provider noted of it, and its recording.
 *
 * @param signatures of the links that came
 */
record Trial(Allowance allowance, Run run, Journal.Snapshot journal, Path folder, Set<String> signatures) {
    private static final Contract CONTRACT = Contract.published();
    private static final List<Contract> DOCUMENTS = Contract.documents();
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Without a recording. */
    static Trial of(Variant variant, int budget) throws IOException {
        return of(variant, budget, Optional.empty());
    }

    /** @param folder for the recording */
    static Trial recorded(Variant variant, int budget, Path folder) throws IOException {
        return of(variant, budget, Optional.of(folder));
    }

    private static Trial of(Variant variant, int budget, Optional<Path> folder) throws IOException {
        Allowance allowance = Allowance.of(budget);
        try (Provider provider = Provider.start(variant.provider())) {
            Target target = Target.of(CONTRACT, provider.baseUrl(), Variant.KEY);
            Heard heard = new Heard(new Transport(DEADLINE), new TreeSet<>());
            Optional<Recorder> recorder = folder.map(path -> new Recorder(
                    heard, new RecordingFolder(path), CONTRACT, target, allowance, Instant.EPOCH, new Random(1)));
            Run run = judged(target, allowance, recorder.isPresent() ? recorder.get() : heard);
            recorder.ifPresent(kept -> kept.end(run.verdict()));
            return new Trial(
                    allowance, run, provider.journal().snapshot(), folder.orElse(Path.of("")), heard.signatures());
        }
    }

    private static Run judged(Target target, Allowance allowance, Sender sender) {
        Run run = new Run(CONTRACT, DOCUMENTS, target, allowance, sender, () -> 1, Instant.EPOCH, Known.NONE);
        run.checkContract();
        Plan plan = run.plan();
        plan.probes().forEach(run::execute);
        run.conclude(plan);
        return run;
    }

    /** Hears the signatures of links as they come, before anything is replaced. */
    private record Heard(Sender sender, Set<String> signatures) implements Sender {
        private static final Pattern SIGNATURE = Pattern.compile("sig=([0-9a-f]{16,})");

        @Override
        public Optional<io.github.upscale4j.conformance.Exchange> exchange(Probe probe) {
            Optional<io.github.upscale4j.conformance.Exchange> exchange = sender.exchange(probe);
            exchange.ifPresent(one -> SIGNATURE
                    .matcher(new String(one.answer().body(), StandardCharsets.ISO_8859_1))
                    .results()
                    .forEach(found -> signatures.add(found.group(1))));
            return exchange;
        }

        @Override
        public Duration deadline() {
            return sender.deadline();
        }
    }

    /** The provider is gone by now: whatever is still sent fails. */
    void assertReplayIsTheSame() {
        Recording recording = Recording.read(folder);
        Run replay = judged(recording.target(), recording.allowance(), new Replay(recording, folder, CONTRACT));
        ObjectNode was = Report.tree(run);
        ObjectNode is = Report.tree(replay);
        assertTrue(is.path("replayed").asBoolean(), "nothing says that it is a replay");
        is.remove("replayed");
        withoutGarbage(was);
        withoutGarbage(is);
        assertEquals(Json.pretty(was), Json.pretty(is));
        assertEquals(run.failures(), replay.failures());
    }

    /** Of an answer that is still packed no text is kept. */
    private static void withoutGarbage(ObjectNode report) {
        for (JsonNode exchange : report.path("exchanges")) {
            if (exchange.path("answer").path("text").asString("").indexOf('\uFFFD') >= 0) {
                ((ObjectNode) exchange.path("answer")).remove("text");
            }
        }
    }

    /** That no file of the recording has a piece of the key or of a link's signature. */
    void assertRecordingTellsNothing() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
            }
        }
        String text = all.toString();
        String plain = text.toLowerCase(Locale.ROOT);
        byte[] key = Variant.KEY.getBytes(StandardCharsets.US_ASCII);
        assertNoPiece(Variant.KEY, 6, plain);
        assertNoPiece(HexFormat.of().formatHex(key), 12, plain);
        assertNoPiece(Base64.getEncoder().encodeToString(key), 6, text);
        assertNoPiece(
                Base64.getEncoder()
                        .encodeToString(("Bearer " + Variant.KEY).getBytes(StandardCharsets.US_ASCII))
                        .substring(11),
                6,
                text);
        // Hexadecimal, as are the hashes in it, which have short pieces in common with whatever else is.
        signatures.forEach(signature -> assertNoPiece(signature, 10, plain));
    }

    private static void assertNoPiece(String secret, int length, String text) {
        for (int at = 0; at + length <= secret.length(); at++) {
            String piece = secret.substring(at, at + length);
            assertFalse(text.contains(piece), () -> "a recording tells " + piece + " of " + secret);
        }
    }

    /** {@code rule at where}, each once. */
    SortedSet<String> findings() {
        SortedSet<String> places = new TreeSet<>();
        run.findings().forEach(finding -> places.add(finding.rule().id() + " at " + finding.where()));
        return places;
    }

    /** {@code probe rule} of what was not checked, each once. */
    SortedSet<String> notChecked() {
        SortedSet<String> left = new TreeSet<>();
        run.notChecked()
                .forEach(check -> left.add(check.probe() + " " + check.rule().id()));
        return left;
    }

    /** That the suite says what it cost, and keeps to what it may. */
    void assertMoneyIsAccountedFor(Variant variant) {
        assertEquals(
                List.of(),
                journal.exchanges().stream()
                        .map(Exchange::problem)
                        .filter(Objects::nonNull)
                        .toList(),
                () -> variant + ": a fault that does not fit");
        int calls = (int) journal.callsBilled() + variant.unclear();
        int images = (int) journal.imagesBilled() + variant.unasked() + variant.unclear();
        assertEquals(calls, run.spend().calls(), () -> variant + ": " + this);
        assertTrue(
                run.spend().images() == images
                        || (variant.unclear() > 0 && run.spend().images() > images),
                () -> variant + ": " + run.spend() + ": " + this);
        assertTrue(
                journal.callsBilled() <= allowance.calls() && journal.imagesBilled() <= allowance.images(),
                () -> variant + ": " + allowance + " was overrun: " + this);
    }

    /** What a test that fails shows. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(run.verdictLine()).append('\n');
        run.findings().forEach(finding -> text.append(finding.line()).append('\n'));
        for (Exchange call : journal.calls()) {
            text.append(call.method())
                    .append(' ')
                    .append(call.status())
                    .append(' ')
                    .append(call.refusal())
                    .append(call.imagesBilled() > 0 ? " billed" : "")
                    .append('\n');
        }
        return text.toString();
    }
}
