package io.carillon.proxy.trunk;

import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transport.SipListener;
import io.carillon.proxy.account.KnownAccounts;
import io.carillon.proxy.locate.NextHop;
import io.carillon.proxy.signalling.Signalling;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What trunks work with.
 *
 * @param outside the sockets that providers are to see
 * @param names finds where a URI leads (RFC 3263); never blocks
 */
public record TrunkParts(
        Signalling signalling,
        SipListener outside,
        Function<SipUri, CompletableFuture<List<NextHop>>> names,
        KnownAccounts accounts,
        RandomGenerator random) {}
