package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.upscale4j.cli.Outcome.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTableTest {
    @Test
    void everythingThatHappenedIsCountedAndAligned() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 1_180; i++) {
            outcomes.add(new Outcome(i + ".jpg", Kind.DONE, null, List.of()));
        }
        for (Kind kind : Kind.values()) {
            outcomes.add(new Outcome("a\n" + kind.id() + ".jpg", kind, kind.isTrouble() ? "why" : null, List.of()));
        }
        assertEquals(
                """
                  done                1,181
                  copied                  1  same content as another picture; paid for once
                  done earlier            1  in an earlier run
                  withheld                1  billed, and not handed out
                  refused                 1  nothing was billed
                  failed                  1  nothing was billed
                  unknown                 1  may have been billed
                  no usable answer        1  billed
                  lost                    1  billed, and the link is dead
                  not saved               1  billed, and the link may still live
                  skipped                 1  no picture to send
                  left                    1  not begun
                  spent               1,190  calls / 2,380 images
                  elapsed           0:42:10
                withheld (1):
                  a\\nwithheld.jpg: why
                refused (1):
                  a\\nrefused.jpg: why
                failed (1):
                  a\\nfailed.jpg: why
                unknown (1):
                  a\\nunknown.jpg: why
                no usable answer (1):
                  a\\nbilled.jpg: why
                lost (1):
                  a\\nlost.jpg: why
                not saved (1):
                  a\\nunsaved.jpg: why
                skipped (1):
                  a\\nskipped.jpg: why
                next: run the same command again to fetch 1 picture without another call; links expire
                next: run the same command again to try 1 picture again, for which nothing was billed
                next: run the same command again to begin with 1 picture more
                next: --retry-unknown pays again for 1 picture that may have been billed
                next: --retry-lost pays again for 1 picture that had no usable answer
                next: --retry-lost pays again for 1 picture lost by a dead link
                """,
                text(SummaryTable.of(
                        outcomes,
                        new Costs(1_190, 2_380, 1_190, 2_380),
                        Duration.ofSeconds(2530),
                        "see x",
                        Stop.SAME_COMMAND)));
    }

    @Test
    void aCleanRunIsShort() {
        List<Outcome> outcomes = List.of(new Outcome("a.jpg", Kind.DONE, null, List.of()));
        assertEquals(
                """
                  done                     1
                  spent                    1  call / 1 image
                  with earlier runs    1,000  calls / 1,000 images
                  elapsed            0:00:03
                """,
                text(SummaryTable.of(
                        outcomes, new Costs(1, 1, 1_000, 1_000), Duration.ofSeconds(3), "see x", Stop.SAME_COMMAND)));
    }

    @Test
    void troublesBeyondTenAreCounted() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 1; i <= 22; i++) {
            outcomes.add(new Outcome(i + ".jpg", Kind.FAILED, "503", List.of()));
        }
        String text = text(SummaryTable.of(
                outcomes, new Costs(0, 0, 0, 0), Duration.ZERO, "see contact-sheet.html", Stop.SAME_COMMAND));
        assertEquals(10, text.lines().filter(line -> line.endsWith(": 503")).count());
        assertEquals(
                1,
                text.lines()
                        .filter("  and 12 more: see contact-sheet.html"::equals)
                        .count());
    }

    @ParameterizedTest
    @CsvSource({
        "UNSAVED, run the same command again to fetch 2 pictures without another call; links expire",
        "FAILED, 'run the same command again to try 2 pictures again, for which nothing was billed'",
        "LEFT, run the same command again to begin with 2 pictures more",
        "UNKNOWN, --retry-unknown pays again for 2 pictures that may have been billed",
        "BILLED, --retry-lost pays again for 2 pictures that had no usable answer",
        "LOST, --retry-lost pays again for 2 pictures lost by a dead link",
        "REFUSED, ",
        "WITHHELD, ",
        "SKIPPED, ",
        "DONE, "
    })
    void whatCanBeDoneIsSaid(Kind kind, String step) {
        List<Outcome> outcomes =
                List.of(new Outcome("a", kind, "why", List.of()), new Outcome("b", kind, "why", List.of()));
        String text = text(SummaryTable.of(outcomes, new Costs(2, 2, 2, 2), Duration.ZERO, "see x", Stop.SAME_COMMAND));
        String next = text.lines().filter(line -> line.startsWith("next: ")).collect(Collectors.joining("\n"));
        assertEquals(step == null ? "" : "next: " + step, next);
    }

    @Test
    void noSignedLinkIsInAnOutcome() {
        String message = new Outcome(
                        "a", Kind.LOST, "GET HTTPS://cdn.example/x.png?sig=SECRET, or http://a#b", List.of())
                .toString();
        assertFalse(message.contains("SECRET") || message.contains("#b"), message);
    }

    private static String text(List<SummaryTable.Line> lines) {
        return lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }
}
