package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.dialog.KeyPress;
import java.time.Duration;
import java.util.Optional;

/**
 * Keys on their way: from one party to the other as the other's account says (RFC 4733 or INFO), to the plan where nobody else
 * is there, and to a party from the plan. Straight-line code on the call's virtual thread.
 */
final class KeyRouting {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    /** What every gateway takes for a key; the relay keeps a pause of 60 ms itself. */
    private static final Duration KEY_IS_DOWN = Duration.ofMillis(100);

    private static final Duration KEY_IS_UP = Duration.ofMillis(80);

    private final CallCommands call;
    private final Bridge bridge;
    private final CallRecord record;
    private final Parties parties;
    private final Listening listening;

    KeyRouting(CallCommands call, Bridge bridge, CallRecord record, Parties parties, Listening listening) {
        this.call = call;
        this.bridge = bridge;
        this.record = record;
        this.parties = parties;
        this.listening = listening;
    }

    /** A party has pressed a key. */
    void pressed(CallEvent.KeyPressed event) {
        if (!event.byRtp()) {
            record.pressed(event.leg(), event.key());
        }
        Optional<LegId> hearer = bridge.otherSide(event.leg());
        if (hearer.isEmpty()) {
            listening.pressed(event.key().digit());
        }
        // By RTP it has passed in the relay already, where the other hears it so.
        hearer.filter(other -> byInfo(other) || !event.byRtp() || bridge.isWatched(event.leg()))
                .ifPresent(other -> press(other, event.key()));
    }

    /** Keys in for a party what the plan says, at the pace of a quick hand; {@code w} waits half a second. */
    void keyIn(LegId leg, String keys) {
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            if (key == 'w') {
                listening.pause(HALF_A_SECOND);
            } else {
                press(leg, new KeyPress(key, KEY_IS_DOWN));
                listening.pause(KEY_IS_DOWN.plus(KEY_IS_UP));
            }
        }
    }

    private void press(LegId leg, KeyPress key) {
        if (byInfo(leg)) {
            call.press(leg, key);
        } else {
            bridge.press(leg, key);
        }
    }

    private boolean byInfo(LegId leg) {
        return parties.of(leg).media().keysByInfo();
    }
}
