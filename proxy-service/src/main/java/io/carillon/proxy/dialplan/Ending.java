package io.carillon.proxy.dialplan;

/**
 * How a plan ended a call.
 *
 * @param sipStatus what a caller who has not been answered is told
 * @param cause Q.850, for the record and for a caller who has been answered
 */
public record Ending(int sipStatus, int cause) {
    /** The plan was over before anybody answered. */
    public static final Ending DECLINED = new Ending(603, 21);

    public static final Ending BUSY = new Ending(486, 17);

    public static final Ending CONGESTION = new Ending(503, 34);

    /** The caller left before the plan was over. */
    public static final Ending LEFT = new Ending(487, 16);

    /** A conversation is over. */
    public static final Ending NORMAL = new Ending(200, 16);
}
