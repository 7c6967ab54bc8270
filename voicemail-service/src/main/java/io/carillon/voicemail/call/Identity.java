package io.carillon.voicemail.call;

import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.UserAgentServer;
import io.carillon.protocol.sip.transport.Flow;
import java.util.List;

/** What voicemail says of itself. */
public final class Identity {
    /** The name that servers and user agents give of themselves (RFC 3261 §20.35, §20.41). */
    public static final String PRODUCT = "Carillon voicemail";

    /** What it implements, for Allow. */
    public static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE";

    /** The one extension it knows (RFC 4028). */
    public static final String SUPPORTED = SessionTimer.OPTION;

    /** How it answers what needs no call. */
    public static final UserAgentServer SERVER = new UserAgentServer(PRODUCT, ALLOW, SUPPORTED, List.of(SUPPORTED));

    private Identity() {}

    static String contact(Flow flow) {
        return "<sip:" + flow.listener().sentByToward(flow.remote()) + ">";
    }
}
