package io.carillon.bench.call;

import io.carillon.bench.phone.Credentials;
import io.carillon.bench.phone.Errand;
import io.carillon.bench.phone.OutgoingCall;
import io.carillon.bench.phone.Phones;
import io.carillon.bench.phone.Slot;
import io.carillon.bench.server.Accounts;
import java.time.Duration;

/**
 * One half of the accounts calls the other: INVITE, 407 (or 401), ACK, INVITE with credentials, 180, 200, ACK, and soon BYE,
 * 200. The delay is that from the INVITE with credentials to the 200. Owned by the phones' loop.
 */
final class Calling implements Errand {

    /** How long they talk: enough that the ACK is there before the BYE. */
    private static final Duration TALK = Duration.ofMillis(50);

    private static final int CALLERS = Accounts.COUNT / 2;

    private final Credentials credentials = new Credentials();
    private final String host;
    private long calls;

    Calling(Phones phones) {
        host = phones.server();
    }

    @Override
    public void begin(Slot slot) {
        int caller = (int) (calls++ % CALLERS);
        OutgoingCall call = new OutgoingCall(slot, caller, Accounts.name(caller + CALLERS), host, calls);
        call.invite(slot, credentials, slot.description(caller), _ -> {
            long delay = slot.waited();
            slot.later(TALK, () -> call.hangUp(slot, delay));
        });
    }
}
