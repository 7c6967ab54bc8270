package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Run;

/**
 * {@code name=value}. The underscores by which Asterisk hands variables to the callee's channel are left away: both see
 * the same plan here.
 */
final class Assignment {
    private Assignment() {}

    /** Whether the text is one. */
    static boolean perform(Run run, String text) {
        int equals = text.indexOf('=');
        String written = text.substring(0, Math.max(0, equals)).strip();
        String name = written.startsWith("__")
                ? written.substring(2)
                : written.startsWith("_") ? written.substring(1) : written;
        if (name.isEmpty()) {
            return false;
        }
        run.assign(name, text.substring(equals + 1));
        return true;
    }
}
