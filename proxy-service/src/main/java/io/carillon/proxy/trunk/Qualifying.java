package io.carillon.proxy.trunk;

import io.carillon.config.sip.Qualify;
import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.signalling.Failover;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.Signalling;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks every account with {@code qualify=} by OPTIONS whether it is there (RFC 3261 §11), from this proxy, because a phone
 * behind a NAT hears nobody else. Questions are spread over the minute between them. Owned by the signalling loop.
 */
public final class Qualifying {
    private static final Logger LOG = Logger.getLogger(Qualifying.class);

    /** Looks into the location database at a time: calls need its connections more. */
    private static final int MOST_LOOKS = 4;

    /** The first questions after a start come soon, and not all at once. */
    private static final Duration FIRST_ROUND = Duration.ofSeconds(5);

    private final TrunkParts parts;
    private final Function<Account, List<Way>> ways;
    private final Reachability reachability;
    private final Semaphore looks = new Semaphore(MOST_LOOKS);
    private final Map<String, Asked> asked = new HashMap<>();

    /**
     * How one contact of a peer is asked at one of its addresses. A name with several has a way for each, and all are asked
     * at once: whoever calls then knows which of them are dead.
     *
     * @param routes to be put into Route
     */
    public record Way(SipUri target, Flow flow, List<NameAddress> routes) {
        public Way {
            routes = List.copyOf(routes);
        }
    }

    /** @param ways finds where an account is; may wait for the location database */
    public Qualifying(TrunkParts parts, Function<Account, List<Way>> ways, Reachability reachability) {
        this.parts = parts;
        this.ways = ways;
        this.reachability = reachability;
    }

    /** Accounts are others than they were. */
    public void accountsChanged() {
        Map<String, Account> wanted = parts.accounts().providers().stream()
                .filter(account -> account.provider().qualify().isPresent()
                        && account.type().mayBeCalled())
                .collect(Collectors.toMap(Account::name, Function.identity()));
        asked.values().removeIf(known -> {
            boolean gone = !known.account.equals(wanted.get(known.account.name()));
            if (gone) {
                known.stop();
            }
            return gone;
        });
        wanted.values().forEach(account -> asked.computeIfAbsent(account.name(), _ -> new Asked(account)));
    }

    /** A phone has registered here (the 200 to its REGISTER): one that was not there is asked at once, not in its turn. */
    public void registered(SipResponse success) {
        if (!asked.isEmpty()) {
            Optional<Asked> known = success.to().uri().plainUser().map(asked::get);
            known.ifPresent(Asked::registered);
        }
    }

    /** One account that is asked again and again. */
    private final class Asked {
        private final Account account;
        private final Qualify qualify;
        private Qualification known = Qualification.begin(loop().now());
        private Timer timer;
        private @Nullable Timer patience;
        private int waiting;
        private boolean stopped;
        private boolean open;

        Asked(Account account) {
            this.account = account;
            this.qualify = account.provider().qualify().orElseThrow();
            reachability.put(account.name(), known);
            timer = loop().schedule(Duration.ofMillis(parts.random().nextLong(FIRST_ROUND.toMillis())), this::look);
        }

        void stop() {
            stopped = true;
            timer.cancel();
            if (patience != null) {
                patience.cancel();
            }
            reachability.forget(account.name());
        }

        void registered() {
            if (!open && known.isAway()) {
                timer.cancel();
                look();
            }
        }

        private void look() {
            open = true;
            Thread.ofVirtual().name("qualify-" + account.name()).start(() -> {
                looks.acquireUninterruptibly();
                try {
                    List<Way> found = ways.apply(account);
                    loop().execute(() -> ask(found));
                } catch (RuntimeException bug) {
                    LOG.errorf(bug, "%s is not asked for a fault of ours", account.name());
                    loop().execute(() -> ask(List.of()));
                } finally {
                    looks.release();
                }
            });
        }

        private void ask(List<Way> found) {
            if (stopped) {
                return;
            }
            waiting = found.size();
            if (found.isEmpty()) {
                on(new Qualification.Input.Offline());
                return;
            }
            long begun = loop().nanoTime();
            Round round = new Round(begun);
            patience = loop().schedule(longest(), () -> round.end(new Qualification.Input.Silent()));
            boolean several = found.size() > 1;
            found.forEach(way -> ask(way, round, several));
        }

        private void ask(Way way, Round round, boolean several) {
            Signalling signalling = parts.signalling();
            signalling.transactions().send(options(way), way.flow(), longest(), event -> {
                if (several) {
                    Failover.learn(signalling, way.flow(), event);
                }
                round.heard(event);
            });
        }

        private Duration longest() {
            return qualify.limit().multipliedBy(2);
        }

        private SipRequest options(Way way) {
            Identity identity = parts.signalling().identity();
            var identifiers = parts.signalling().transactions().identifiers();
            RequestEdit options = SipRequest.create(Method.OPTIONS, way.target())
                    .set("Max-Forwards", "70")
                    .set(
                            "From",
                            NameAddress.of(SipUri.of(identity.shownOn(way.flow())))
                                    .withTag(identifiers.tag())
                                    .toString())
                    .set("To", NameAddress.of(way.target().bare()).toString())
                    .set("Call-ID", identifiers.callId())
                    .set("CSeq", "1 " + Method.OPTIONS)
                    .set("Contact", identity.contact(way.flow()))
                    .set("Accept", "application/sdp")
                    .set("User-Agent", Identity.PRODUCT);
            way.routes().forEach(route -> options.add("Route", route.toString()));
            return options.build();
        }

        /** One question to all contacts: the first answer counts, or that none came. */
        private final class Round {
            private final long begun;
            private boolean over;

            Round(long begun) {
                this.begun = begun;
            }

            void heard(ClientTransaction.Event event) {
                switch (event) {
                    case ClientTransaction.Event.Provisional _ -> {}
                    // Whatever it says, it is there.
                    case ClientTransaction.Event.Final _ ->
                        end(new Qualification.Input.Answered(Duration.ofNanos(loop().nanoTime() - begun)));
                    case ClientTransaction.Event.TimedOut(), ClientTransaction.Event.TransportFailed _ -> {
                        waiting--;
                        if (waiting == 0) {
                            end(new Qualification.Input.Silent());
                        }
                    }
                }
            }

            void end(Qualification.Input input) {
                if (!over && !stopped) {
                    over = true;
                    Optional.ofNullable(patience).ifPresent(Timer::cancel);
                    on(input);
                }
            }
        }

        private void on(Qualification.Input input) {
            open = false;
            Qualification before = known;
            Qualification.Step step = before.on(input, qualify, loop().now());
            known = step.next();
            if (before.state() != known.state()) {
                LOG.infof("%s is %s", account.name(), known.text());
            }
            reachability.put(account.name(), known);
            timer = loop().schedule(step.again(), this::look);
        }
    }

    private Loop loop() {
        return parts.signalling().loop();
    }
}
