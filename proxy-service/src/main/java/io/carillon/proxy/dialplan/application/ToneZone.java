package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Run;
import java.util.Locale;
import java.util.regex.Pattern;

/** The country whose tones a caller hears. */
final class ToneZone {
    private static final Pattern ZONE = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern BETWEEN = Pattern.compile("[_-]");

    private ToneZone() {}

    /** Two letters: what CHANNEL(tonezone) says, else the country, or the home, of the caller's language. */
    static String of(Run run) {
        return run.variable("CHANNEL(tonezone)")
                .filter(zone -> ZONE.matcher(zone).matches())
                .orElseGet(() -> home(run.spoken()));
    }

    private static String home(String language) {
        String[] parts = BETWEEN.split(language.toLowerCase(Locale.ROOT));
        String last = parts[parts.length - 1];
        return last.equals("en") ? "us" : last;
    }
}
