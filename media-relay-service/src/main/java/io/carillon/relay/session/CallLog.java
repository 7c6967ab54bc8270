package io.carillon.relay.session;

import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/** Lets log lines of a session carry the Call-ID of its call, by which a proxy's lines are found too. */
final class CallLog {

    private static final String CALL_ID = "callId";

    private CallLog() {}

    static <T> T under(Optional<String> callId, Supplier<T> work) {
        if (callId.isEmpty()) {
            return work.get();
        }
        MDC.put(CALL_ID, callId.get());
        try {
            return work.get();
        } finally {
            MDC.remove(CALL_ID);
        }
    }
}
