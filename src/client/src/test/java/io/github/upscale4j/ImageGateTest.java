package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who passes the gate, and when: what passes does so before the call that made room returns. */
class ImageGateTest {
    private final List<String> passed = new ArrayList<>();
    private final Map<String, Runnable> passes = new HashMap<>();
    private final ImageGate gate = new ImageGate(4);

    @Test
    void callsPassUntilTheLimitIsReached() {
        enter("a", 3);
        enter("b", 1);
        enter("c", 1);

        assertEquals(List.of("a", "b"), passed);
        gate.leave(1);
        assertEquals(List.of("a", "b", "c"), passed);
    }

    @Test
    void smallCallDoesNotOvertakeALargeOne() {
        enter("a", 1);
        enter("large", 4);
        enter("small", 1);

        assertEquals(List.of("a"), passed);
        gate.leave(1);
        assertEquals(List.of("a", "large"), passed);
        gate.leave(4);
        assertEquals(List.of("a", "large", "small"), passed);
    }

    @Test
    void callThatAsksForMoreThanTheLimitPassesAlone() {
        enter("a", 1);
        enter("huge", 8);
        enter("b", 1);

        gate.leave(1);
        assertEquals(List.of("a", "huge"), passed);
        gate.leave(8);
        assertEquals(List.of("a", "huge", "b"), passed);
    }

    @Test
    void callThatIsTriedAgainGoesBeforeThoseThatHaveNotBegun() {
        enter("a", 4);
        enter("b", 4);
        enter("again", 4, true);

        gate.leave(4);

        assertEquals(List.of("a", "again"), passed);
    }

    @Test
    void callThatGivesUpLetsThoseBehindItPass() {
        enter("a", 1);
        enter("large", 4);
        enter("small", 1);

        assertTrue(gate.withdraw(passes.get("large")));

        assertEquals(List.of("a", "small"), passed);
        assertFalse(gate.withdraw(passes.get("small")), "it has passed");
    }

    @Test
    void refusalLowersTheLimitToWhatElseIsInProgress() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            enter(name, 1);
        }
        gate.lower(1, null);
        gate.leave(1);
        assertEquals(3, gate.limit());
        assertEquals(List.of("a", "b", "c", "d"), passed);

        gate.leave(1);
        assertEquals(List.of("a", "b", "c", "d", "e"), passed);
    }

    @Test
    void limitNeverFallsBelowOne() {
        enter("a", 1);
        gate.lower(1, null);
        assertEquals(1, gate.limit());
        gate.lower(1, 0L);
        assertEquals(1, gate.limit());
        gate.lower(1, Long.MIN_VALUE);
        assertEquals(1, gate.limit());
    }

    @Test
    void limitRisesByOneForAsManyImagesAsItHasUpToTheOption() {
        enter("a", 4);
        gate.lower(3, null);
        assertEquals(1, gate.limit());
        for (int limit : List.of(2, 2, 3, 3, 3, 4, 4, 4, 4, 4)) {
            gate.raise(1);
            assertEquals(limit, gate.limit());
        }
    }

    @Test
    void limitDoesNotRiseWhereNobodyNeedsMore() {
        enter("a", 2);
        gate.lower(1, null);
        gate.raise(8);
        assertEquals(2, gate.limit());
        gate.raise(8);
        assertEquals(3, gate.limit(), "while two of two are in progress");
        gate.raise(8);
        assertEquals(3, gate.limit(), "two of three are in progress");
    }

    @Test
    void limitThatTheProviderTellsIsNotExceededAgain() {
        enter("a", 4);
        gate.lower(1, 2L);
        gate.raise(8);
        gate.raise(8);
        assertEquals(2, gate.limit());

        gate.lower(1, 50L);
        assertEquals(2, gate.limit(), "more than was told before");
    }

    private void enter(String name, int images) {
        enter(name, images, false);
    }

    private void enter(String name, int images, boolean first) {
        passes.put(name, () -> passed.add(name));
        gate.enter(images, first, passes.get(name));
    }

    @Test
    void callsThatFailWhenTheyAreAdmittedMakeRoomForThoseBehindThem() {
        int calls = 20_000; // each from the one before would be more than a stack has
        gate.enter(4, false, () -> {});
        AtomicInteger failed = new AtomicInteger();
        for (int i = 0; i < calls; i++) {
            gate.enter(4, false, () -> {
                failed.incrementAndGet();
                gate.leave(4);
            });
        }
        gate.leave(4);

        assertEquals(calls, failed.get());
    }

    @Test
    void callsThatReturnKeepTheirOrder() {
        enter("a", 4);
        gate.enter(1, false, () -> passed.add("new"));
        gate.enter(4, true, () -> passed.add("first"));
        gate.enter(4, true, () -> passed.add("second"));

        gate.leave(4);
        gate.leave(4);
        gate.leave(4);

        assertEquals(List.of("a", "first", "second", "new"), passed);
    }
}
