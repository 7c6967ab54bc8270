package io.carillon.proxy.call;

/** Q.850 causes of SIP statuses (RFC 3398 §7.2.4.1, §8.2.6.1). */
final class Q850 {
    static final int NORMAL_CLEARING = 16;
    static final int NO_ANSWER = 19;
    static final int TEMPORARY_FAILURE = 41;
    static final int RECOVERY_ON_TIMER_EXPIRY = 102;
    static final int INTERWORKING = 127;

    private Q850() {}

    static int ofStatus(int status) {
        return switch (status) {
            case 200, 487 -> NORMAL_CLEARING;
            case 401, 402, 403, 407, 603 -> 21;
            case 404, 604 -> 1;
            case 405 -> 63;
            case 408 -> RECOVERY_ON_TIMER_EXPIRY;
            case 410 -> 22;
            case 413, 414, 416, 420, 421, 423, 505 -> INTERWORKING;
            case 480 -> 20;
            case 484 -> 28;
            case 486, 600 -> 17;
            case 488, 606 -> 58;
            case 500, 503 -> TEMPORARY_FAILURE;
            case 501 -> 79;
            case 502 -> 38;
            case 504 -> RECOVERY_ON_TIMER_EXPIRY;
            default -> status >= 400 ? INTERWORKING : NORMAL_CLEARING;
        };
    }
}
