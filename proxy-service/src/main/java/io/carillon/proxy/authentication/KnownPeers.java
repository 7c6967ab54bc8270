package io.carillon.proxy.authentication;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.proxy.account.Account;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Finds those who are known by where their requests come from: providers, gateways. Asked on the signalling loop. */
public interface KnownPeers {
    /** Nobody is. */
    KnownPeers NONE = (_, _) -> Optional.empty();

    /**
     * @param account as its call is to be shown
     * @param challenged whether its requests carry a digest nevertheless
     */
    record Known(Account account, boolean challenged) {}

    Optional<Known> whose(SipRequest request, InetSocketAddress from);
}
