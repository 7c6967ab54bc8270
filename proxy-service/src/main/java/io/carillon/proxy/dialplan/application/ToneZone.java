package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Run;
import java.util.Locale;

/** The country whose tones a caller hears. */
final class ToneZone {
    private ToneZone() {}

    /** Two letters: what CHANNEL(tonezone) says, else the country, or the home, of the caller's language. */
    static String of(Run run) {
        return run.variable("CHANNEL(tonezone)")
                .filter(zone -> zone.matches("[A-Za-z]{2}"))
                .orElseGet(() -> home(run.spoken()));
    }

    private static String home(String language) {
        String[] parts = language.toLowerCase(Locale.ROOT).split("[_-]");
        String last = parts[parts.length - 1];
        return last.equals("en") ? "us" : last;
    }
}
