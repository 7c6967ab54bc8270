package io.carillon.proxy.account;

import io.carillon.config.Secret;
import io.carillon.config.sip.Qualify;
import io.carillon.config.sip.SentIdentity;
import io.carillon.protocol.sip.HostPort;
import java.util.Optional;

/**
 * What sip.conf says of an account that is more than a phone which registers: a provider, a gateway, another server.
 *
 * @param host {@code host=} with its port; empty for {@code host=dynamic}
 * @param username {@code defaultuser=}: our name in its challenges
 * @param fromUser the user of From towards it, in place of the caller's number
 * @param fromDomain the host of From towards it, in place of our address
 * @param secret what we answer its challenges with
 * @param anyPort {@code insecure=port}: it is known by its address, whatever port it sends from
 * @param unchallenged {@code insecure=invite}: its calls carry no digest
 * @param outboundProxy where requests to it go first
 * @param qualify how it is asked whether it is there; empty: it is not asked
 * @param sent how it is told who calls
 * @param trusted whether it is believed who calls (RFC 3325 §3)
 */
public record Provider(
        Optional<HostPort> host,
        Optional<String> username,
        Optional<String> fromUser,
        Optional<String> fromDomain,
        Optional<Secret> secret,
        boolean anyPort,
        boolean unchallenged,
        Optional<HostPort> outboundProxy,
        Optional<Qualify> qualify,
        SentIdentity sent,
        boolean trusted) {

    /** A phone's. */
    public static final Provider NONE = new Provider(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            SentIdentity.NONE,
            false);
}
