package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Ending;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The causes that Hangup takes, by number or name, and what an unanswered caller is told (as chan_sip does). */
enum Causes {
    UNALLOCATED(1, 404),
    NO_ROUTE_TRANSIT_NET(2, 404),
    NO_ROUTE_DESTINATION(3, 404),
    NORMAL_CLEARING(16, 603),
    USER_BUSY(17, 486),
    NO_USER_RESPONSE(18, 408),
    NO_ANSWER(19, 480),
    SUBSCRIBER_ABSENT(20, 480),
    CALL_REJECTED(21, 403),
    NUMBER_CHANGED(22, 410),
    DESTINATION_OUT_OF_ORDER(27, 502),
    INVALID_NUMBER_FORMAT(28, 484),
    FACILITY_REJECTED(29, 501),
    NORMAL_UNSPECIFIED(31, 480),
    NORMAL_CIRCUIT_CONGESTION(34, 503),
    FAILURE(38, 500),
    SWITCH_CONGESTION(42, 503),
    BEARERCAPABILITY_NOTAVAIL(58, 488),
    CHAN_NOT_IMPLEMENTED(66, 503),
    INTERWORKING(127, 500);

    private static final int DECLINED = 603;
    private static final int MAX_CAUSE = 127;

    private final int cause;
    private final int sipStatus;

    Causes(int cause, int sipStatus) {
        this.cause = cause;
        this.sipStatus = sipStatus;
    }

    /** Any number of Q.850; names with or without {@code AST_CAUSE_}, and the short ones of old. */
    static Optional<Ending> ending(String text) {
        String name = text.toUpperCase(Locale.ROOT).replaceFirst("^AST_CAUSE_", "");
        if (name.matches("\\d{1,3}")) {
            return ending(Integer.parseInt(name));
        }
        return Stream.of(values())
                .filter(known -> known.name().equals(inFull(name)))
                .map(known -> new Ending(known.sipStatus, known.cause))
                .findFirst();
    }

    private static Optional<Ending> ending(int cause) {
        if (cause < 1 || cause > MAX_CAUSE) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(values())
                .filter(known -> known.cause == cause)
                .map(known -> new Ending(known.sipStatus, known.cause))
                .findFirst()
                .orElse(new Ending(DECLINED, cause)));
    }

    private static String inFull(String name) {
        return switch (name) {
            case "BUSY" -> "USER_BUSY";
            case "CONGESTION" -> "NORMAL_CIRCUIT_CONGESTION";
            case "NORMAL" -> "NORMAL_CLEARING";
            case "NOANSWER" -> "NO_ANSWER";
            case "UNREGISTERED" -> "SUBSCRIBER_ABSENT";
            default -> name;
        };
    }
}
