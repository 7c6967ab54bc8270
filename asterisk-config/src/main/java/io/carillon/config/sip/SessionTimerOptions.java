package io.carillon.config.sip;

import static io.carillon.config.Values.number;

import io.carillon.config.Entry;
import io.carillon.config.OptionTable;
import io.carillon.config.Problems;
import java.time.Duration;
import java.util.Locale;

/** Options of RFC 4028. */
final class SessionTimerOptions {
    private static final int DAY_SECONDS = 86_400;

    /** RFC 4028 §5: no session interval is shorter. */
    private static final int SHORTEST_SECONDS = 90;

    static final OptionTable<CommonDraft> TABLE = new OptionTable<CommonDraft>()
            .on(SessionTimerOptions::mode, "session-timers")
            .on(SessionTimerOptions::expires, "session-expires")
            .on(SessionTimerOptions::minimum, "session-minse")
            .on(SessionTimerOptions::refresher, "session-refresher");

    private SessionTimerOptions() {}

    private static void mode(CommonDraft draft, Entry entry, Problems problems) {
        SessionTimers timers = draft.sessionTimers;
        switch (entry.value().value().toLowerCase(Locale.ROOT)) {
            case "accept" -> draft.sessionTimers = with(timers, SessionTimers.Mode.ACCEPT);
            case "originate" -> draft.sessionTimers = with(timers, SessionTimers.Mode.ORIGINATE);
            case "refuse" -> draft.sessionTimers = with(timers, SessionTimers.Mode.REFUSE);
            default -> problems.error(entry.value().at(), "session-timers is accept, originate or refuse");
        }
    }

    private static SessionTimers with(SessionTimers timers, SessionTimers.Mode mode) {
        return new SessionTimers(mode, timers.expires(), timers.minimum(), timers.refresher());
    }

    private static void expires(CommonDraft draft, Entry entry, Problems problems) {
        SessionTimers timers = draft.sessionTimers;
        number(entry, SHORTEST_SECONDS, DAY_SECONDS, problems)
                .ifPresent(seconds -> draft.sessionTimers = new SessionTimers(
                        timers.mode(), Duration.ofSeconds(seconds), timers.minimum(), timers.refresher()));
    }

    private static void minimum(CommonDraft draft, Entry entry, Problems problems) {
        SessionTimers timers = draft.sessionTimers;
        number(entry, SHORTEST_SECONDS, DAY_SECONDS, problems)
                .ifPresent(seconds -> draft.sessionTimers = new SessionTimers(
                        timers.mode(), timers.expires(), Duration.ofSeconds(seconds), timers.refresher()));
    }

    private static void refresher(CommonDraft draft, Entry entry, Problems problems) {
        SessionTimers timers = draft.sessionTimers;
        switch (entry.value().value().toLowerCase(Locale.ROOT)) {
            case "uac" -> draft.sessionTimers = with(timers, SessionTimers.Refresher.UAC);
            case "uas" -> draft.sessionTimers = with(timers, SessionTimers.Refresher.UAS);
            default -> problems.error(entry.value().at(), "session-refresher is uac or uas");
        }
    }

    private static SessionTimers with(SessionTimers timers, SessionTimers.Refresher refresher) {
        return new SessionTimers(timers.mode(), timers.expires(), timers.minimum(), refresher);
    }
}
