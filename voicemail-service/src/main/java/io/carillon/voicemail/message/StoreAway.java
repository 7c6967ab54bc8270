package io.carillon.voicemail.message;

import java.io.Serial;

/** The store does not answer, and nothing has changed. The same again, later, may well succeed. */
public final class StoreAway extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public StoreAway(Throwable cause) {
        super("the message store is away: " + cause.getMessage(), cause);
    }
}
