package io.carillon.proxy.trace;

import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transport.Flow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * {@code sip set debug}: writes the messages asked for to the log, without passwords or digests. Switched on any thread,
 * called on the signalling loop; costs one comparison while it is off.
 */
@ApplicationScoped
public class SipDebug implements Trace {
    private static final Logger LOG = Logger.getLogger(SipDebug.class);

    /** What an attacker could use: responses to challenges, nonces, and keys in SDP (RFC 4568). */
    private static final Pattern SECRETS =
            Pattern.compile("(?im)^((?:proxy-)?(?:authorization|authenticate)|www-authenticate|authentication-info"
                    + "|proxy-authentication-info)[ \\t]*:[ \\t]*(\\w+).*$|^a=crypto:.*$");

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
        if (shows(message, flow)) {
            LOG.infof("<--- SIP read from %s:%s --->%n%s", flow.protocol(), flow.remote(), text(message));
        }
    }

    @Override
    public void sent(SipMessage message, Flow flow) {
        if (shows(message, flow)) {
            LOG.infof("<--- SIP sent to %s:%s --->%n%s", flow.protocol(), flow.remote(), text(message));
        }
    }

    private boolean shows(SipMessage message, Flow flow) {
        return switch (scope) {
            case Scope.Off() -> false;
            case Scope.All() -> true;
            case Scope.Peer(String account) ->
                Optional.of(account).equals(message.from().uri().user())
                        || Optional.of(account).equals(message.to().uri().user());
            case Scope.Address(String ip) ->
                ip.equals(flow.remote().getAddress().getHostAddress());
            case Scope.Call(String callId) -> callId.equals(message.callId());
        };
    }

    static String text(SipMessage message) {
        return SECRETS.matcher(message.toString()).replaceAll(match -> {
            String header = match.group(1);
            return header == null ? "a=crypto:(hidden)" : header + ": " + match.group(2) + " (hidden)";
        });
    }
}
