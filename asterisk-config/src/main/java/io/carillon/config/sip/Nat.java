package io.carillon.config.sip;

/**
 * {@code nat=}: how far what a phone says of its own address is believed.
 *
 * @param forceRport answers go to the source of the request, whether or not it asked for that (RFC 3581)
 * @param symmetricMedia sound goes to where the phone's sound comes from ({@code comedia})
 */
public record Nat(Switch forceRport, Switch symmetricMedia) {

    /** {@code DETECT}: yes when the address in Via differs from the source of the packet. */
    public enum Switch {
        NO,
        YES,
        DETECT
    }

    public static final Nat NO = new Nat(Switch.NO, Switch.NO);
    public static final Nat YES = new Nat(Switch.YES, Switch.YES);
    /** What stands when nothing is written, as in chan_sip: {@code auto_force_rport}. */
    public static final Nat DEFAULT = new Nat(Switch.DETECT, Switch.NO);
}
