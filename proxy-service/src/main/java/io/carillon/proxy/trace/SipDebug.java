package io.carillon.proxy.trace;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transport.Flow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * {@code sip set debug}: writes the messages asked for to the log, without passwords, digests or media keys, and with
 * control characters made visible. The pings between services are left out. Switched on any thread, called on the
 * signalling loop; costs one comparison while it is off.
 */
@ApplicationScoped
public class SipDebug implements Trace {
    private static final Logger LOG = Logger.getLogger(SipDebug.class);

    /**
     * What an attacker could use: responses to challenges, nonces, and keys in SDP (RFC 4568, RFC 4567, RFC 8866 §5.12,
     * RFC 8839).
     */
    private static final Pattern SECRETS =
            Pattern.compile("(?im)^((?:proxy-)?(?:authorization|authenticate)|www-authenticate|authentication-info"
                    + "|proxy-authentication-info)([ \\t]*:[ \\t]*\\w+).*$|^(a=(?:crypto|key-mgmt|ice-pwd):|k=).*$");

    /** {@code sip:user:password@host} (RFC 3261 §19.1.1), wherever it stands. */
    private static final Pattern PASSWORDS = Pattern.compile("(?i)(sips?:[^\\s:@<>\"]*):[^\\s@<>\"]+@");

    private static final String CALL_ID = "callId";

    private volatile Scope scope = new Scope.Off();

    /** Which messages are shown. */
    public sealed interface Scope {
        record Off() implements Scope {}

        record All() implements Scope {}

        /** Those from and to an account: by the user of From or To. */
        record Peer(String account) implements Scope {}

        /** Those from and to an IP address. */
        record Address(String ip) implements Scope {}

        /** Those of one dialog of a call. */
        record Call(String callId) implements Scope {}
    }

    public Scope scope() {
        return scope;
    }

    public void show(Scope wanted) {
        scope = wanted;
    }

    @Override
    public void received(SipMessage message, Flow flow) {
        show("read from", message, flow);
    }

    @Override
    public void sent(SipMessage message, Flow flow) {
        show("sent to", message, flow);
    }

    private void show(String direction, SipMessage message, Flow flow) {
        if (!shows(message, flow)) {
            return;
        }
        // What is read is shown before anybody has looked at it, and what a timer sends again is sent by nobody's
        // request.
        Object before = MDC.get(CALL_ID);
        MDC.put(CALL_ID, Printable.line(message.callId()));
        LOG.infof("<--- SIP %s %s:%s --->%n%s", direction, flow.protocol(), flow.remote(), text(message));
        if (before == null) {
            MDC.remove(CALL_ID);
        } else {
            MDC.put(CALL_ID, before);
        }
    }

    /** Every second each registrar is asked whether it is there. */
    private static boolean isPing(SipMessage message, Flow flow) {
        return flow.listener().name().equals("inside")
                && message.cseq().method().equals(Method.OPTIONS);
    }

    private boolean shows(SipMessage message, Flow flow) {
        return switch (scope) {
            case Scope.Off() -> false;
            case Scope.All() -> !isPing(message, flow);
            case Scope.Peer(String account) ->
                message.from().uri().plainUser().filter(account::equals).isPresent()
                        || message.to()
                                .uri()
                                .plainUser()
                                .filter(account::equals)
                                .isPresent();
            case Scope.Address(String ip) ->
                ip.equals(flow.remote().getAddress().getHostAddress());
            case Scope.Call(String callId) -> callId.equals(message.callId());
        };
    }

    static String text(SipMessage message) {
        String shown = Printable.lines(message.toString());
        String withoutPasswords = PASSWORDS.matcher(shown).replaceAll("$1:(hidden)@");
        return SECRETS.matcher(withoutPasswords)
                .replaceAll(match -> match.group(1) == null
                        ? match.group(3) + "(hidden)"
                        : Matcher.quoteReplacement(match.group(1) + match.group(2) + " (hidden)"));
    }
}
