package io.github.upscale4j.provider;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which answers a fault is for.
 *
 * @param status the honest status, or 0 for what {@code on} says
 * @param nth only this one, from 1; 0 for all
 * @param times only the first so many; 0 for all
 */
record FaultSelection(String on, int status, @Nullable String where, CallSelection call, long nth, long times) {
    private static final Set<String> WORDS = Set.of("any", "success", "refusal", "download");

    static FaultSelection read(Expected.Members members) {
        CallSelection call = CallSelection.read(members);
        Expected on = members.optional("on");
        Expected where = members.optional("where");
        Expected nth = members.optional("nth");
        Expected times = members.optional("times");
        if (nth != null && times != null) {
            throw times.but("either nth or times");
        }
        if (on != null && "download".equals(on.value()) && !call.isEmpty()) {
            throw on.but("no request, requestAbsent, picture or images beside it");
        }
        boolean number = on != null && on.value() instanceof BigDecimal;
        return new FaultSelection(
                on == null || number ? "any" : on.oneOf(WORDS),
                on != null && number ? (int) on.integer(100, 599) : 0,
                where == null ? null : where.string(),
                call,
                nth == null ? 0 : nth.integer(1, Integer.MAX_VALUE),
                times == null ? 0 : times.integer(1, Integer.MAX_VALUE));
    }

    /** Whether it can be decided before the honest answer is known. */
    boolean fitsEarly() {
        return status == 0 && where == null && call.isEmpty() && (on.equals("any") || on.equals("download"));
    }

    boolean fits(Exchange.Kind kind) {
        return on.equals("download") == (kind == Exchange.Kind.DOWNLOAD);
    }

    /** @param sent the call as far as it was read */
    boolean fits(Exchange.Kind kind, int honest, @Nullable String place, Call sent) {
        return fits(kind)
                && (status == 0 || status == honest)
                && (where == null || where.equals(place))
                && call.fits(sent)
                && switch (on) {
                    case "success" -> honest / 100 == 2;
                    case "refusal" -> honest / 100 != 2;
                    default -> true;
                };
    }

    /** Whether the count-th of the answers that fit is meant. */
    boolean counts(long count) {
        return nth > 0 ? count == nth : times == 0 || count <= times;
    }
}
