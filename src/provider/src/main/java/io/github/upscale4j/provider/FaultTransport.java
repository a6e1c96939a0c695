package io.github.upscale4j.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a fault does to the way of an answer, or instead of one.
 *
 * @param cut bytes of the body to send, or -1 for all
 * @param end how a connection ends before its time, or null
 * @param afterBytes bytes of the request's body, for {@link Point#BODY}
 * @param drip bytes at a time with a wait in milliseconds before each, or null
 */
record FaultTransport(
        boolean chunked,
        long contentLengthDelta,
        long cut,
        @Nullable Ending end,
        long afterBytes,
        long delayMillis,
        @Nullable Drip drip,
        List<Integer> interim) {
    private static final Set<String> POINTS = Set.of("accept", "headers", "body", "answer");
    private static final FaultTransport NONE = new FaultTransport(false, 0, -1, null, 0, 0, null, List.of());
    private static final long DAY = 86_400_000;

    /** How a connection ends: by RST, by FIN, or not until somebody gives up. */
    enum Manner {
        RESET,
        CLOSE,
        STALL
    }

    /** When. */
    enum Point {
        ACCEPT,
        HEADERS,
        BODY,
        ANSWER
    }

    record Ending(Manner manner, Point point) {}

    record Drip(int bytes, long millis) {}

    static FaultTransport read(Expected.Members members) {
        Expected chunked = members.optional("chunked");
        Expected delta = members.optional("contentLengthDelta");
        if (chunked != null && delta != null) {
            throw delta.but("either chunked or contentLengthDelta");
        }
        Ending end = null;
        for (Manner manner : Manner.values()) {
            Expected point = members.optional(manner.name().toLowerCase(Locale.ROOT));
            if (point != null && end != null) {
                throw point.but("only one of reset, close and stall");
            } else if (point != null) {
                end = new Ending(manner, Point.valueOf(point.oneOf(POINTS).toUpperCase(Locale.ROOT)));
            }
        }
        Expected after = members.optional("afterBytes");
        if (after != null && (end == null || end.point != Point.BODY)) {
            throw after.but("reset, close or stall at \"body\" beside it");
        }
        Expected cut = members.optional("cut");
        Expected delay = members.optional("delayMillis");
        return new FaultTransport(
                chunked != null && chunked.bool(),
                delta == null ? 0 : delta.integer(-Integer.MAX_VALUE, Integer.MAX_VALUE),
                cut == null ? -1 : cut.integer(0, Long.MAX_VALUE),
                end,
                after == null ? 0 : after.integer(0, Long.MAX_VALUE),
                delay == null ? 0 : delay.integer(1, DAY),
                drip(members.optional("drip")),
                interim(members.optional("interim")));
    }

    private static @Nullable Drip drip(@Nullable Expected value) {
        if (value == null) {
            return null;
        }
        Expected.Members members = value.members();
        Drip drip = new Drip(
                (int) members.required("bytes").integer(1, 1 << 20),
                members.required("millis").integer(0, DAY));
        members.finish();
        return drip;
    }

    private static List<Integer> interim(@Nullable Expected value) {
        List<Integer> statuses = new ArrayList<>();
        if (value != null) {
            value.items().forEach(item -> statuses.add((int) item.integer(100, 199)));
        }
        return List.copyOf(statuses);
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** Whether it ends the connection before there is an answer. */
    boolean isEarly() {
        return end != null && end.point != Point.ANSWER;
    }

    /** Whether it does nothing beside its end. */
    boolean isAlone() {
        return equals(new FaultTransport(false, 0, -1, end, afterBytes, 0, null, List.of()));
    }
}
