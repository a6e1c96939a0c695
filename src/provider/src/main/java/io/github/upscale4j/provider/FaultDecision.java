package io.github.upscale4j.provider;

import org.jspecify.annotations.Nullable;

/**
 * What a fault decides on a call.
 *
 * @param refuse the status, or 0
 * @param bill null for what happened
 */
record FaultDecision(boolean accept, int refuse, @Nullable Boolean bill) {
    static FaultDecision read(Expected.Members members) {
        Expected accept = members.optional("accept");
        Expected refuse = members.optional("refuse");
        Expected bill = members.optional("bill");
        if (accept != null && !accept.bool()) {
            throw accept.but("true");
        }
        if (accept != null && refuse != null) {
            throw refuse.but("either accept or refuse");
        }
        return new FaultDecision(
                accept != null,
                refuse == null ? 0 : (int) refuse.integer(400, 599),
                bill == null ? null : (Boolean) bill.bool());
    }

    boolean isEmpty() {
        return !accept && refuse == 0 && bill == null;
    }
}
