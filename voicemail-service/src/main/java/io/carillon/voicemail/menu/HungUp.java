package io.carillon.voicemail.menu;

import java.io.Serial;

/** The caller has gone. Thrown by the {@link Channel} through the menus, which only tidy up on its way. */
public final class HungUp extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public HungUp() {
        super("the caller has gone", null, false, false);
    }
}
