package io.carillon.voicemail;

import io.carillon.operation.Admission;
import io.carillon.operation.HttpGuard;
import io.carillon.operation.Inside;
import io.carillon.voicemail.capability.Capabilities;
import io.carillon.voicemail.mailbox.Mailbox;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who comes in without the operator's token: relays, by the capability in the path and from inside alone; whoever asks for a
 * mailbox's token with its PIN; and whoever has one, to that mailbox and no other.
 */
@Singleton
class VoicemailAdmission implements Admission {
    private static final String MAILBOXES = "mailboxes";
    private static final int PATH_OF_TOKEN = 4;

    private final Inside inside;
    private final Capabilities capabilities;

    VoicemailAdmission(Inside inside, Capabilities capabilities) {
        this.inside = inside;
        this.capabilities = capabilities;
    }

    @Override
    public Verdict of(RoutingContext exchange) {
        List<String> path = Stream.of(exchange.normalizedPath().substring(1).split("/"))
                .map(VoicemailAdmission::decoded)
                .toList();
        String first = path.getFirst();
        if (first.equals("recordings") || first.equals("sound")) {
            return isInside(exchange) ? Verdict.ADMITTED : Verdict.REFUSED;
        }
        Optional<String> token = HttpGuard.bearer(exchange.request()).filter(Capabilities::looksLike);
        if (token.isPresent()) {
            return opens(token.get(), path) ? Verdict.ADMITTED : Verdict.REFUSED;
        }
        boolean asksForToken = exchange.request().method().equals(HttpMethod.POST)
                && path.size() == PATH_OF_TOKEN
                && first.equals(MAILBOXES)
                && path.getLast().equals("token");
        return asksForToken ? Verdict.ADMITTED : Verdict.OTHER;
    }

    private boolean opens(String token, List<String> path) {
        Optional<Mailbox.Key> box = capabilities.mailbox(token);
        return path.size() > 2
                && path.getFirst().equals(MAILBOXES)
                && box.filter(new Mailbox.Key(path.get(1), path.get(2))::equals).isPresent();
    }

    private boolean isInside(RoutingContext exchange) {
        String peer = exchange.request().remoteAddress().hostAddress();
        return peer != null && inside.test(InetAddress.ofLiteral(peer));
    }

    /** A segment that is no URL at all names nothing. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }
}
