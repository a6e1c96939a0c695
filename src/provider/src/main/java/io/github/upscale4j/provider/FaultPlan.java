package io.github.upscale4j.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The faults that a provider was given, with how often each has fitted. Thread-safe. */
final class FaultPlan {
    private record Armed(Fault fault, AtomicLong fitted) {
        boolean now() {
            return fault.selection.counts(fitted.incrementAndGet());
        }
    }

    private final List<Armed> armed = new ArrayList<>();

    FaultPlan(List<Fault> faults) {
        faults.forEach(fault -> armed.add(new Armed(fault, new AtomicLong())));
    }

    /** The first fault that ends a connection at this point, or null. A kind of null: a connection without a request. */
    @Nullable FaultTransport early(FaultTransport.Point point, Exchange.@Nullable Kind kind) {
        FaultTransport first = null;
        for (Armed one : armed) {
            FaultTransport transport = one.fault.transport;
            if (transport.end() != null
                    && transport.end().point() == point
                    && (kind == null ? one.fault.selection.on().equals("any") : one.fault.selection.fits(kind))
                    && one.now()
                    && first == null) {
                first = transport;
            }
        }
        return first;
    }

    /** Whether a fault waives this refusal; those that do are added. */
    boolean waives(Exchange.Kind kind, Refusal refusal, Call call, List<Fault> waiving) {
        boolean waived = false;
        for (Armed one : armed) {
            if (one.fault.decision.accept()
                    && one.fault.selection.fits(kind, refusal.status(), refusal.where(), call)
                    && one.now()) {
                waived = true;
                waiving.add(one.fault);
            }
        }
        return waived;
    }

    /** The faults for an answer in their order, those that waived a refusal among them. */
    List<Fault> on(Exchange.Kind kind, int honest, @Nullable String where, Call call, List<Fault> waiving) {
        List<Fault> all = new ArrayList<>();
        for (Armed one : armed) {
            Fault fault = one.fault;
            if (fault.decision.accept()
                    ? waiving.contains(fault)
                    : !fault.transport.isEarly() && fault.selection.fits(kind, honest, where, call) && one.now()) {
                all.add(fault);
            }
        }
        return all;
    }
}
