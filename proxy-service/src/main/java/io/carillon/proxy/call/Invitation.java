package io.carillon.proxy.call;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.Parameters;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.Provider;
import io.carillon.proxy.authentication.Privacy;
import io.carillon.proxy.signalling.Identity;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The INVITE as callees get it. Nothing of the caller's own From goes through: who calls is what the account says.
 *
 * @param caller whose callerid is shown
 * @param maxForwards what is left of the caller's (RFC 3261 §16.6 step 3), so that a loop through us ends
 * @param newTag makes From tags
 */
record Invitation(Account caller, int maxForwards, Supplier<String> newTag) {
    /** RFC 3323 §4.1.1.3. */
    private static final SipUri ANONYMOUS = SipUri.of("anonymous", "anonymous.invalid");

    /** The same call as somebody else makes it on. */
    Invitation from(Account successor) {
        return new Invitation(successor, maxForwards, newTag);
    }

    SipRequest to(OfferedRoute offered, Identity identity) {
        Route route = offered.route();
        HostPort here = identity.shownOn(route.flow());
        Provider callee = route.callee().provider();
        NameAddress known = new NameAddress(
                Optional.of(caller.callerName()).filter(name -> !name.isEmpty()),
                SipUri.of(caller.callerNumber(), here),
                Parameters.NONE);
        NameAddress from = from(known, callee).withTag(newTag.get());
        RequestEdit invite = SipRequest.create(Method.INVITE, route.target())
                .set("Max-Forwards", Integer.toString(maxForwards))
                .set("From", from.toString())
                .set("To", NameAddress.of(route.target().bare()).toString())
                .set("Call-ID", route.callId())
                .set("CSeq", "1 INVITE")
                .set("Contact", identity.contact(route.flow()))
                .set("Allow", Identity.ALLOW)
                .set("User-Agent", Identity.PRODUCT);
        identity(known, callee).ifPresent(header -> invite.set(header.name(), header.value()));
        if (caller.anonymous()) {
            invite.set(Privacy.HEADER, Privacy.ID);
        }
        SessionTimer.into(invite, route.callee().sessions());
        invite.add("Supported", Identity.SUPPORTED);
        route.path().forEach(hop -> invite.add("Route", hop.toString()));
        route.voicemail().ifPresent(asked -> asked.into(invite, route.target().hostPort()));
        return invite.body("application/sdp", offered.sdp()).build();
    }

    /** As the callee's section wants us called, else who calls; nobody where that is not to be known (RFC 3323 §4.1). */
    private NameAddress from(NameAddress known, Provider callee) {
        if (caller.anonymous()) {
            return new NameAddress(Optional.of("Anonymous"), ANONYMOUS, Parameters.NONE);
        }
        SipUri uri = callee.fromUser().map(known.uri()::withUser).orElse(known.uri());
        Optional<HostPort> domain = callee.fromDomain().map(name -> new HostPort(name, OptionalInt.empty()));
        return new NameAddress(known.displayName(), domain.map(uri::withHost).orElse(uri), Parameters.NONE);
    }

    private record Header(String name, String value) {}

    /** Who calls, for a callee that sip.conf trusts with it (RFC 3325 §5). */
    private Optional<Header> identity(NameAddress known, Provider callee) {
        return switch (callee.sent()) {
            case NONE -> Optional.empty();
            case ASSERTED -> Optional.of(new Header("P-Asserted-Identity", known.toString()));
            case REMOTE_PARTY_ID ->
                Optional.of(new Header(
                        "Remote-Party-ID",
                        known.withParameters(Parameters.NONE
                                        .with("party", "calling")
                                        .with("privacy", caller.anonymous() ? "full" : "off")
                                        .with("screen", "yes"))
                                .toString()));
        };
    }

    private static boolean isSameHost(String one, String other) {
        // An address of IPv6 may be written in many ways (RFC 5118 §4).
        return one.equalsIgnoreCase(other)
                || HostPort.addressOf(one)
                        .filter(address -> HostPort.addressOf(other)
                                .filter(address::equals)
                                .isPresent())
                        .isPresent();
    }

    /** The extension of ours that a 3xx asks for: the user of its first Contact, if that names this host. */
    Optional<String> localExtension(SipResponse redirection, Identity identity, Flow flow) {
        String here = identity.shownOn(flow).host();
        return redirection.contacts().stream()
                .map(NameAddress::uri)
                .findFirst()
                .filter(uri -> isSameHost(uri.host(), here))
                .flatMap(SipUri::plainUser);
    }
}
