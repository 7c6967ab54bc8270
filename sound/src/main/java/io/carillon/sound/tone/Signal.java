package io.carillon.sound.tone;

import java.util.Optional;

/** What a tone tells, named as in Asterisk's indications.conf. */
public enum Signal {
    DIAL("dial"),
    /** Dial tone of somebody with a message or a diversion. */
    STUTTER("stutter"),
    BUSY("busy"),
    RING("ring"),
    CONGESTION("congestion"),
    CALL_WAITING("callwaiting"),
    /** Once more, after a transfer or a flash. */
    DIAL_RECALL("dialrecall"),
    /** This call is recorded. */
    RECORD("record"),
    /** Special information: the number is out of service, and the like. */
    INFO("info");

    private final String indication;

    Signal(String indication) {
        this.indication = indication;
    }

    public String indication() {
        return indication;
    }

    public static Optional<Signal> named(String indication) {
        for (Signal signal : values()) {
            if (signal.indication.equalsIgnoreCase(indication)) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }
}
