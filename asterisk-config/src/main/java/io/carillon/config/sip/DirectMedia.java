package io.carillon.config.sip;

/**
 * {@code directmedia=} (once {@code canreinvite=}): whether two phones may send each other their sound.
 *
 * @param allowed {@code yes}, or one of the values below
 * @param notBehindNat {@code nonat}: only when neither phone is behind a NAT
 * @param byUpdate {@code update}: asked for by UPDATE instead of a re-INVITE
 * @param outgoingOnly {@code outgoing}: the side that was called is asked first
 */
public record DirectMedia(boolean allowed, boolean notBehindNat, boolean byUpdate, boolean outgoingOnly) {
    public static final DirectMedia NO = new DirectMedia(false, false, false, false);
    public static final DirectMedia YES = new DirectMedia(true, false, false, false);
}
