package io.carillon.voicemail.waiting;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.DialogId;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.voicemail.waiting.Waiting.Known;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Performs what {@link Subscription} decides, for each phone that has subscribed to its lamp (RFC 6665, RFC 3842). They are in
 * memory: after a restart a phone's refresh gets 481 and it subscribes anew, and until then is told as one that never
 * subscribed. Owned by the signalling loop; what is to be told is read on virtual threads.
 */
final class Subscriptions {
    private static final Logger LOG = Logger.getLogger(Subscriptions.class);

    static final String EVENT = "message-summary";

    /** Some 20 MB. */
    private static final int MOST = 20_000;

    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** A phone that asks more often costs more than its lamp is worth (RFC 6665 §4.2.1.1). */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** After which a lamp is told that could not be while PostgreSQL was away. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String RETRY_AFTER = "10";

    private final Loop loop;
    private final TransactionLayer transactions;
    private final Function<String, Known> waiting;
    private final String product;
    private final Map<DialogId, Subscribed> subscriptions = new HashMap<>();

    /** A phone that has subscribed. */
    private final class Subscribed {
        private final String account;
        private final Flow flow;
        private Dialog dialog;
        private Subscription state = new Subscription.Ended();
        private @Nullable Timer timer;

        Subscribed(String account, Flow flow, Dialog dialog) {
            this.account = account;
            this.flow = flow;
            this.dialog = dialog;
        }

        void on(Subscription.Input input) {
            perform(Subscription.on(state, input, loop.now()));
        }

        void perform(Subscription.Step step) {
            state = step.state();
            step.actions().forEach(this::perform);
        }

        private void perform(Subscription.Action action) {
            switch (action) {
                case Subscription.Action.Notify(long left) ->
                    tell("active;expires=" + left, answer -> on(new Subscription.Input.Answered(answer)), () -> {
                        on(new Subscription.Input.Answered(503));
                        loop.schedule(SOON, () -> on(new Subscription.Input.Changed()));
                    });
                case Subscription.Action.NotifyEnd() -> tell("terminated;reason=timeout", _ -> {}, () -> {});
                case Subscription.Action.Await(Duration time) -> {
                    cancel(timer);
                    timer = loop.schedule(time, () -> on(new Subscription.Input.TimeUp()));
                }
                case Subscription.Action.Forget() -> {
                    cancel(timer);
                    subscriptions.remove(dialog.id());
                }
            }
        }

        private void tell(String subscription, Consumer<Integer> answered, Runnable unknown) {
            read(account, known -> {
                switch (known) {
                    case Known.Summary(MessageSummary summary) -> send(subscription, summary, answered);
                    case Known.NoMailbox() -> send(subscription, MessageSummary.of(account, List.of()), answered);
                    case Known.Away() -> unknown.run();
                }
            });
        }

        private void send(String subscription, MessageSummary summary, Consumer<Integer> answered) {
            Dialog.Outgoing notify = dialog.request(Method.NOTIFY);
            dialog = notify.dialog();
            SipRequest request = notify.request()
                    .set("Contact", contact(flow))
                    .set("Event", EVENT)
                    .set("Subscription-State", subscription)
                    .set("User-Agent", product)
                    .body(MessageSummary.TYPE, summary.text())
                    .build();
            transactions.send(request, hop(), event -> {
                switch (event) {
                    case ClientTransaction.Event.Provisional _ -> LOG.trace("the phone is about to answer");
                    case ClientTransaction.Event.Final(SipResponse response) -> answered.accept(response.status());
                    case ClientTransaction.Event.TimedOut(), ClientTransaction.Event.TransportFailed _ ->
                        answered.accept(408);
                }
            });
        }

        private Flow hop() {
            SipUri next = dialog.nextHop();
            return HostPort.addressOf(next.host())
                    .map(address -> flow.listener()
                            .flowTo(new InetSocketAddress(address, next.port().orElse(HostPort.DEFAULT_PORT))))
                    .orElse(flow);
        }
    }

    Subscriptions(Loop loop, TransactionLayer transactions, Function<String, Known> waiting, String product) {
        this.loop = loop;
        this.transactions = transactions;
        this.waiting = waiting;
        this.product = product;
    }

    int size() {
        return subscriptions.size();
    }

    /** Whether it belongs to a subscription that is known here. */
    boolean has(SipRequest request) {
        return DialogId.of(request).filter(subscriptions::containsKey).isPresent();
    }

    /** A mailbox of this account may have changed. */
    void changed(String account) {
        List.copyOf(subscriptions.values()).stream()
                .filter(subscribed -> subscribed.account.equals(account))
                .forEach(subscribed -> subscribed.on(new Subscription.Input.Changed()));
    }

    /** SUBSCRIBE, the first one or a refresh. */
    void subscribe(ServerTransaction transaction) {
        SipRequest subscribe = transaction.request();
        Duration asked = subscribe.expires().isPresent()
                ? Duration.ofSeconds(subscribe.expires().getAsLong())
                : USUAL;
        if (!takes(subscribe)) {
            transaction.respond(response(transaction, 406).build());
        } else if (asked.isPositive() && asked.compareTo(SHORTEST) < 0) {
            transaction.respond(response(transaction, 423)
                    .set("Min-Expires", Long.toString(SHORTEST.toSeconds()))
                    .build());
        } else {
            Duration granted = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
            if (subscribe.to().tag().isPresent()) {
                refresh(transaction, granted);
            } else {
                begin(transaction, granted);
            }
        }
    }

    /** Whether the phone reads what we would tell it (RFC 3842 §3.5). */
    private static boolean takes(SipRequest subscribe) {
        List<String> accepted = subscribe.headers("Accept");
        return accepted.isEmpty()
                || accepted.stream()
                        .map(type -> type.split(";", 2)[0].strip())
                        .anyMatch(type -> List.of(MessageSummary.TYPE, "application/*", "*/*")
                                .contains(type));
    }

    private void refresh(ServerTransaction transaction, Duration granted) {
        SipRequest subscribe = transaction.request();
        Subscribed subscribed = DialogId.of(subscribe).map(subscriptions::get).orElse(null);
        if (subscribed == null) {
            transaction.respond(response(transaction, 481).build());
            return;
        }
        switch (subscribed.dialog.received(subscribe)) {
            case Dialog.Incoming.InOrder(Dialog next) -> {
                subscribed.dialog = next;
                accept(transaction, granted);
                subscribed.on(new Subscription.Input.Subscribed(granted));
            }
            case Dialog.Incoming.OutOfOrder() ->
                transaction.respond(response(transaction, 500).build());
        }
    }

    private void begin(ServerTransaction transaction, Duration granted) {
        SipRequest subscribe = transaction.request();
        Optional<String> account = subscribe.headers("P-Asserted-Identity").stream()
                .map(NameAddress::tryParse)
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(name -> name.uri().plainUser());
        Optional<Dialog> dialog = Dialog.callee(subscribe, transaction.toTag());
        if (account.isEmpty()) {
            transaction.respond(response(transaction, 403).build());
        } else if (dialog.isEmpty()) {
            transaction.respond(response(transaction, 400).build());
        } else if (subscriptions.size() >= MOST) {
            transaction.respond(
                    response(transaction, 503).set("Retry-After", RETRY_AFTER).build());
        } else {
            read(account.get(), known -> {
                switch (known) {
                    case Known.Summary _ -> {
                        accept(transaction, granted);
                        Subscribed subscribed = new Subscribed(
                                account.get(), transaction.flow(), dialog.get().confirmed());
                        subscriptions.put(subscribed.dialog.id(), subscribed);
                        subscribed.perform(Subscription.begin(granted, loop.now()));
                    }
                    case Known.NoMailbox() ->
                        transaction.respond(response(transaction, 404).build());
                    case Known.Away() ->
                        transaction.respond(response(transaction, 503)
                                .set("Retry-After", RETRY_AFTER)
                                .build());
                }
            });
        }
    }

    private void accept(ServerTransaction transaction, Duration granted) {
        ResponseEdit response = response(transaction, 200)
                .set("Contact", contact(transaction.flow()))
                .set("Expires", Long.toString(granted.toSeconds()));
        transaction.request().headers("Record-Route").forEach(route -> response.add("Record-Route", route));
        transaction.respond(response.build());
    }

    private ResponseEdit response(ServerTransaction transaction, int status) {
        return transaction.request().response(status).toTag(transaction.toTag()).set("Server", product);
    }

    private static String contact(Flow flow) {
        return "<sip:" + flow.listener().sentByToward(flow.remote()) + ">";
    }

    private void read(String account, Consumer<Known> then) {
        Thread.ofVirtual().name("lamp-" + account).start(() -> {
            Known known = looked(account);
            loop.execute(() -> then.accept(known));
        });
    }

    /** Whoever asks is answered, whatever is wrong with us. */
    private Known looked(String account) {
        try {
            return waiting.apply(account);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "%s is not told what waits for a fault of ours", Printable.line(account));
            return new Known.Away();
        }
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
