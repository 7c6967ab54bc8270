package io.carillon.voicemail.waiting;

import io.carillon.facts.RegistrationFact.BindingAdded;
import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transport.SipListener;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.waiting.Waiting.Known;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The lamps of all phones: told right after a change of a mailbox, when a phone registers, and when this process starts;
 * those that have subscribed within their subscription, the others without. With several replicas each phone is told by the one
 * that it subscribed at; of the others one tells the phones that did not subscribe.
 */
public final class Lamps implements Subscribable {
    private static final Logger LOG = Logger.getLogger(Lamps.class);

    /** Accounts read at a time when all lamps are told. */
    private static final int PAGE = 200;

    private final Loop loop;
    private final Waiting waiting;
    private final Owners owners;
    private final Subscriptions subscriptions;
    private final Telling telling;
    /** Accounts whose telling waits for its turn: however often a mailbox changes meanwhile, once is enough. */
    private final Set<String> soon = ConcurrentHashMap.newKeySet();

    /** Makes lamps; what they read comes from the container. */
    @ApplicationScoped
    public static class Source {
        private final Waiting waiting;
        private final Owners owners;

        Source(Waiting waiting, Owners owners) {
            this.waiting = waiting;
            this.owners = owners;
        }

        /**
         * @param inside the listener that SUBSCRIBE comes to and NOTIFY leaves by
         * @param proxies any of which knows the way to a phone that never registered
         * @param product what we call ourselves
         */
        public Lamps at(Loop loop, TransactionLayer transactions, SipListener inside, Proxies proxies, String product) {
            return new Lamps(
                    loop,
                    waiting,
                    owners,
                    new Subscriptions(loop, transactions, waiting::of, product),
                    new Telling(loop, transactions, inside, proxies, product));
        }
    }

    private Lamps(Loop loop, Waiting waiting, Owners owners, Subscriptions subscriptions, Telling telling) {
        this.loop = loop;
        this.waiting = waiting;
        this.owners = owners;
        this.subscriptions = subscriptions;
        this.telling = telling;
    }

    /** Whether this is about lamps (RFC 3842 §3.1). */
    public static boolean areMeant(SipRequest request) {
        return request.header("Event")
                .filter(event -> event.split(";", 2)[0].strip().equalsIgnoreCase(Subscriptions.EVENT))
                .isPresent();
    }

    @Override
    public boolean has(SipRequest request) {
        return subscriptions.has(request);
    }

    @Override
    public void subscribe(ServerTransaction transaction) {
        subscriptions.subscribe(transaction);
    }

    /** How many phones have subscribed; on the loop. */
    public int subscribed() {
        return subscriptions.size();
    }

    /** A mailbox may have changed. Any thread; returns at once. */
    public void changed(Mailbox.Key box) {
        Thread.ofVirtual().name("lamps-" + box.number()).start(() -> {
            try {
                List<String> sharing = owners.accounts(box);
                loop.execute(() -> sharing.forEach(subscriptions::changed));
                waiting.changed(box).forEach(this::tellSoon);
            } catch (SQLException away) {
                LOG.warnf("Lamps of %s@%s are not told: %s", box.number(), box.context(), away.getMessage());
            }
        });
    }

    private void tellSoon(String account) {
        if (soon.add(account)) {
            Thread.ofVirtual().name("lamp-" + account).start(() -> {
                soon.remove(account);
                tell(account, waiting.contacts(account));
            });
        }
    }

    /** A phone has registered: it may not know yet. Any thread; returns at once. */
    public void registered(BindingAdded binding) {
        Optional<SipUri> uri = SipUri.tryParse(binding.contact());
        List<NameAddress> path = binding.path().stream()
                .map(NameAddress::tryParse)
                .flatMap(Optional::stream)
                .toList();
        uri.ifPresent(contact -> Thread.ofVirtual()
                .name("lamp-" + binding.account())
                .start(() -> tell(binding.account(), List.of(new Contact(binding.account(), contact, path)))));
    }

    /** Nobody knows what was told before this process began. Any thread; returns at once. */
    public void tellAll() {
        Thread.ofVirtual().name("all-lamps").start(() -> {
            int told = 0;
            try {
                List<String> page = owners.reachableAfter("", PAGE);
                while (!page.isEmpty()) {
                    page.forEach(account -> tell(account, waiting.contacts(account)));
                    told += page.size();
                    page = owners.reachableAfter(page.getLast(), PAGE);
                }
                LOG.infof("The lamps of %d accounts are told", told);
            } catch (SQLException away) {
                LOG.warnf("Lamps are told of %d accounts, and then PostgreSQL was away: %s", told, away.getMessage());
            }
        });
    }

    private void tell(String account, List<Contact> contacts) {
        if (contacts.isEmpty() || !(waiting.of(account) instanceof Known.Summary(MessageSummary summary))) {
            return;
        }
        try {
            for (Contact contact : contacts) {
                telling.tell(contact, summary);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
