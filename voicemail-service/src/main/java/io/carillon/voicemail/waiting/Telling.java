package io.carillon.voicemail.waiting;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.SipListener;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Tells phones that never subscribed: a NOTIFY outside of any dialog, as chan_sip sends it, by the way of their registration.
 * Called on virtual threads, which wait while too many are under way; the requests live on the signalling loop.
 */
final class Telling {
    private static final Logger LOG = Logger.getLogger(Telling.class);

    /** Phones that are switched off hold theirs for 32 s: the others go on meanwhile. */
    private static final int MOST_UNDER_WAY = 100;

    private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
    private final Loop loop;
    private final TransactionLayer transactions;
    private final SipListener inside;
    private final Proxies proxies;
    private final String product;

    /** @param proxies any of which knows the way to a contact that has no path */
    Telling(Loop loop, TransactionLayer transactions, SipListener inside, Proxies proxies, String product) {
        this.loop = loop;
        this.transactions = transactions;
        this.inside = inside;
        this.proxies = proxies;
        this.product = product;
    }

    /** @throws InterruptedException if the process stops while there is no room */
    void tell(Contact contact, MessageSummary summary) throws InterruptedException {
        List<NameAddress> path = contact.path().isEmpty() ? anyProxy() : contact.path();
        Optional<Flow> proxy = path.stream().findFirst().flatMap(this::flow);
        if (proxy.isEmpty()) {
            LOG.debugf("There is no way to %s", contact.account());
            return;
        }
        SipRequest notify = notify(contact, path, summary);
        room.acquire();
        loop.execute(() -> transactions.send(notify, proxy.get(), event -> {
            if (!(event instanceof ClientTransaction.Event.Provisional)) {
                // Whatever a phone thinks of what it did not ask for: it is told again with the next change.
                room.release();
            }
        }));
    }

    private List<NameAddress> anyProxy() {
        return proxies
                .any()
                .flatMap(proxy -> NameAddress.tryParse(
                        "<sip:" + HostPort.hostOf(proxy.getAddress()) + ":" + proxy.getPort() + ";lr>"))
                .stream()
                .toList();
    }

    private Optional<Flow> flow(NameAddress hop) {
        SipUri uri = hop.uri();
        return HostPort.addressOf(uri.host())
                .map(address ->
                        inside.flowTo(new InetSocketAddress(address, uri.port().orElse(HostPort.DEFAULT_PORT))));
    }

    private SipRequest notify(Contact contact, List<NameAddress> path, MessageSummary summary) {
        RequestEdit notify = SipRequest.create(Method.NOTIFY, contact.uri())
                .set("Max-Forwards", "70")
                .set("From", "<sip:voicemail@carillon>;tag=" + UUID.randomUUID())
                .set(
                        "To",
                        NameAddress.of(SipUri.of(contact.account(), "carillon")).toString())
                .set("Call-ID", UUID.randomUUID().toString())
                .set("CSeq", "1 NOTIFY")
                .set("Contact", "<sip:" + inside.sentBy() + ">")
                .set("Event", Subscriptions.EVENT)
                .set("Subscription-State", "active")
                .set("User-Agent", product);
        path.forEach(hop -> notify.add("Route", hop.toString()));
        return notify.body(MessageSummary.TYPE, summary.text()).build();
    }
}
