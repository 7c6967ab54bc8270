package io.carillon.registrar.account;

import io.carillon.config.sip.AccessList;
import io.carillon.config.sip.AccountType;
import io.carillon.config.sip.Network;
import io.carillon.config.sip.SipGeneral.Expiry;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.digest.AccountSecret;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.BindingPolicy;
import io.carillon.registrar.registration.ContactUri;
import io.carillon.registrar.registration.RegisterRequest;
import io.carillon.registrar.registration.RequestedContact;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the registrar must know of an account to answer its REGISTER.
 *
 * @param secret empty: it is not challenged
 * @param host of a permanent binding, which is also the only place it may register from
 * @param port of that host
 * @param permitted addresses that its requests may come from
 * @param permittedContacts addresses that it may register
 */
public record Account(
        String name,
        AccountType type,
        Optional<AccountSecret> secret,
        int maxContacts,
        Optional<String> host,
        OptionalInt port,
        AccessList permitted,
        AccessList permittedContacts) {

    /** Who may only call has no place to be called at. */
    public boolean mayRegister(InetAddress from) {
        return type.mayBeCalled() && permitted.permits(from);
    }

    /**
     * The first contact that may not be bound, if there is one. Where there are rules, a name is not permitted: what it
     * stands for when it is called is not known. Taking a contact away is always permitted.
     */
    public Optional<ContactUri> contactNotPermitted(RegisterRequest request) {
        return permittedContacts.isOpen()
                ? Optional.empty()
                : request.contacts().stream()
                        .filter(contact ->
                                !contact.expires().or(request::expires).equals(Optional.of(Duration.ZERO)))
                        .map(RequestedContact::uri)
                        .filter(uri -> !isPermitted(uri))
                        .findFirst();
    }

    private boolean isPermitted(ContactUri contact) {
        return SipUri.tryParse(contact.text())
                .flatMap(uri -> Network.literal(uri.host()))
                .filter(permittedContacts::permits)
                .isPresent();
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
