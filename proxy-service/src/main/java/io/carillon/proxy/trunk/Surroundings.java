package io.carillon.proxy.trunk;

import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transport.SipListener;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.ProviderLine;
import io.carillon.proxy.locate.NextHop;
import io.carillon.proxy.signalling.Signalling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What a line works with. */
interface Surroundings {
    Signalling signalling();

    /** The sockets that providers are to see. */
    SipListener outside();

    /** Finds where a URI leads (RFC 3263); never blocks. */
    Function<SipUri, CompletableFuture<List<NextHop>>> names();

    RandomGenerator random();

    /** {@code defaultexpiry} of sip.conf. */
    Duration standardExpiry();

    /** The account that stands for a line's provider. */
    Optional<Account> account(ProviderLine line);
}
