package io.carillon.protocol.sip;

/** What a message may at most be made of, so that one datagram can never cost much memory or time. */
public final class MessageLimits {
    /** RFC 3261 §18.1.1: an implementation accepts messages up to the largest UDP datagram. */
    public static final int MAX_MESSAGE_BYTES = 65_535;

    /** Start line and one header line; long Authorization, Identity and Path headers stay below 4 KB. */
    public static final int MAX_LINE_BYTES = 8_192;

    /** Start line and all headers. */
    public static final int MAX_HEAD_BYTES = 32_768;

    /** Header fields after lists were split: 70 hops of Via and Record-Route each, and 60 others. */
    public static final int MAX_HEADERS = 200;

    /** RFC 3261 §20.22. */
    public static final int MAX_FORWARDS = 255;

    private MessageLimits() {}
}
