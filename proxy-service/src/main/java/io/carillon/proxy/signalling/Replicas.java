package io.carillon.proxy.signalling;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transport.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The replicas of a service inside, asked by OPTIONS every second whether they are there. An account, or a mailbox, always
 * goes to the same one while it is there: that one knows the nonces it gave out, or what is being recorded. Owned by the
 * signalling loop; any thread may ask who is there.
 */
public final class Replicas {
    private static final Logger LOG = Logger.getLogger(Replicas.class);

    private static final Duration PING_INTERVAL = Duration.ofSeconds(1);

    /** Two lost pings are an accident, three an absence. */
    private static final Duration SILENCE_LIMIT = Duration.ofMillis(3500);

    private final String service;
    private final Loop loop;
    private final TransactionLayer transactions;
    private final List<Replica> replicas = new ArrayList<>();

    private static final class Replica {
        private final Flow flow;
        private Instant heard = Instant.EPOCH;
        private volatile boolean present;

        Replica(Flow flow) {
            this.flow = flow;
        }
    }

    /** @param service what the log calls them */
    public Replicas(String service, Loop loop, TransactionLayer transactions, List<Flow> flows) {
        this.service = service;
        this.loop = loop;
        this.transactions = transactions;
        flows.forEach(flow -> replicas.add(new Replica(flow)));
    }

    /** Begins to ask; on the loop. */
    public void watch() {
        replicas.forEach(this::ping);
        loop.schedule(PING_INTERVAL, this::watch);
    }

    /** Whether any replica answers. */
    public boolean anyPresent() {
        return replicas.stream().anyMatch(replica -> replica.present);
    }

    /** The replica for this account or mailbox; empty when none is there. Any thread. */
    public Optional<Flow> choose(String key) {
        Replica best = null;
        int bestWeight = Integer.MIN_VALUE;
        for (Replica replica : replicas) {
            // The highest of the hashes of account and replica: a replica that goes moves only its own accounts.
            int weight = mix(key.hashCode(), replica.flow.remote().hashCode());
            if (replica.present && (best == null || weight > bestWeight)) {
                best = replica;
                bestWeight = weight;
            }
        }
        return Optional.ofNullable(best).map(replica -> replica.flow);
    }

    /** The replica at this address, if it is one and is there. */
    public Optional<Flow> at(HostPort address) {
        return replicas.stream()
                .filter(replica -> replica.present)
                .map(replica -> replica.flow)
                .filter(flow -> flow.remote().getPort() == address.portOr(HostPort.DEFAULT_PORT)
                        && address.isAt(flow.remote().getAddress()))
                .findFirst();
    }

    private static int mix(int key, int replica) {
        int hash = key * 0x9E3779B9 ^ replica * 0x85EBCA6B;
        hash ^= hash >>> 15;
        hash *= 0x2C1B3C6D;
        return hash ^ hash >>> 13;
    }

    private void ping(Replica replica) {
        SipUri uri = SipUri.of(new HostPort(
                replica.flow.remote().getHostString(), replica.flow.remote().getPort()));
        SipRequest options = SipRequest.create(Method.OPTIONS, uri)
                .set("Max-Forwards", "1")
                .set("From", "<sip:proxy@carillon.invalid>;tag=ping")
                .set("To", "<" + uri + ">")
                .set("Call-ID", UUID.randomUUID().toString())
                .set("CSeq", "1 OPTIONS")
                .build();
        transactions.send(options, replica.flow, event -> {
            if (event instanceof ClientTransaction.Event.Final(var response) && response.isSuccess()) {
                heard(replica);
            }
        });
        if (replica.present && Duration.between(replica.heard, loop.now()).compareTo(SILENCE_LIMIT) > 0) {
            replica.present = false;
            LOG.warnf("%s %s does not answer", service, replica.flow.remote());
        }
    }

    private void heard(Replica replica) {
        replica.heard = loop.now();
        if (!replica.present) {
            replica.present = true;
            LOG.infof("%s %s answers", service, replica.flow.remote());
        }
    }
}
