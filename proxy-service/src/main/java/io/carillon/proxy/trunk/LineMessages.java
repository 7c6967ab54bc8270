package io.carillon.proxy.trunk;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.Parameters;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.proxy.account.Provider;
import io.carillon.proxy.account.ProviderLine;
import io.carillon.proxy.signalling.Identity;
import java.time.Duration;
import java.util.Optional;

/**
 * What a line says in its REGISTERs, and what it reads in their answers (RFC 3261 §10.2).
 *
 * @param callId the same as long as the line lives
 * @param token what we tell this provider alone, so that its calls are known by it
 */
record LineMessages(ProviderLine line, String callId, String token) {
    /** The Contact's parameter that comes back with the Request-URI of the provider's calls (§19.1.1). */
    private static final String TOKEN = "line";

    /** Without Contact, which depends on the way that it takes. */
    SipRequest register(Duration expiry, long cseq, HostPort host, Optional<Provider> provider, String fromTag) {
        String domain =
                line.domain().or(() -> provider.flatMap(Provider::fromDomain)).orElse(host.host());
        NameAddress record = NameAddress.of(SipUri.of(line.user(), domain));
        RequestEdit register = SipRequest.create(Method.REGISTER, SipUri.of(host))
                .set("Max-Forwards", "70")
                .set("From", record.withTag(fromTag).toString())
                .set("To", record.toString())
                .set("Call-ID", callId)
                .set("CSeq", cseq + " " + Method.REGISTER)
                .set("Expires", Long.toString(expiry.toSeconds()))
                .set("User-Agent", Identity.PRODUCT);
        provider.flatMap(Provider::outboundProxy)
                .ifPresent(proxy -> register.add(
                        "Route", NameAddress.of(Trunks.looseRouter(proxy)).toString()));
        return register.build();
    }

    /** @param shown our address as the provider is to see it */
    String contact(HostPort shown, TransportProtocol transport) {
        Parameters parameters = Parameters.NONE.with(TOKEN, token);
        SipUri uri = SipUri.of(line.extension(), shown)
                .withParameters(transport == TransportProtocol.TCP ? parameters.with("transport", "tcp") : parameters);
        return NameAddress.of(uri).toString();
    }

    /** Whether this is the contact that we gave. */
    boolean isOurs(SipUri uri) {
        return tokenIn(uri).filter(token::equals).isPresent();
    }

    /** The token of whichever line of ours is called by this URI. */
    static Optional<String> tokenIn(SipUri uri) {
        return uri.parameters().get(TOKEN);
    }

    /** What the provider says of our contact, not of others' (§10.2.4). */
    Duration granted(SipResponse response, Duration asked) {
        for (NameAddress contact : response.contacts()) {
            if (isOurs(contact.uri()) && contact.expires().isPresent()) {
                return Duration.ofSeconds(contact.expires().getAsLong());
            }
        }
        return response.expires().isPresent()
                ? Duration.ofSeconds(response.expires().getAsLong())
                : asked;
    }

    /** A number of seconds, which a comment or parameter may follow (§20.33). */
    static Optional<Duration> seconds(SipResponse response, String header) {
        return response.header(header)
                .map(value -> value.split("[ ;(]", 2)[0])
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
