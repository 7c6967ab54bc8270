package io.carillon.registrar.account;

import io.carillon.config.sip.AccountType;
import io.carillon.config.sip.Network;
import io.carillon.config.sip.SipGeneral.Expiry;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.digest.AccountSecret;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.BindingPolicy;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the registrar must know of an account to answer its REGISTER.
 *
 * @param secret empty: it is not challenged
 * @param host of a permanent binding, which is also the only place it may register from
 * @param port of that host
 */
public record Account(
        String name,
        AccountType type,
        Optional<AccountSecret> secret,
        int maxContacts,
        Optional<String> host,
        OptionalInt port) {

    /** Who may only call has no place to be called at. */
    public boolean mayRegister() {
        return type.mayBeCalled();
    }

    public AddressOfRecord aor() {
        return new AddressOfRecord(name);
    }

    /** What it may register. A host that is a name and no address matches no source: such an account is only called. */
    public BindingPolicy policy(Expiry expiry) {
        return new BindingPolicy(
                expiry.minimum(),
                expiry.maximum(),
                expiry.standard(),
                expiry.strict(),
                maxContacts,
                host.map(Account::numeric));
    }

    /** The contact of its permanent binding, as {@code location.v1_binding} has it. */
    public Optional<SipUri> permanentContact() {
        return host.map(text -> SipUri.of(name, new HostPort(text.indexOf(':') < 0 ? text : "[" + text + "]", port)));
    }

    /** As a source address is written, so that equal addresses are equal texts. */
    private static String numeric(String host) {
        return Network.literal(host).map(InetAddress::getHostAddress).orElse(host);
    }
}
