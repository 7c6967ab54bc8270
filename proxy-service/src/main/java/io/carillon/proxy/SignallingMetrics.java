package io.carillon.proxy;

import io.carillon.protocol.sip.transaction.TransactionFigures;
import io.carillon.protocol.sip.transport.ListenerCounters;
import io.carillon.protocol.sip.transport.TcpListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToLongFunction;

/** What the transaction layer and the listeners hold and have counted, read when Prometheus asks. */
@ApplicationScoped
class SignallingMetrics {
    private final ProxyMain main;
    private final MeterRegistry registry;

    SignallingMetrics(ProxyMain main, MeterRegistry registry) {
        this.main = main;
        this.registry = registry;
    }

    void register(@Observes StartupEvent event) {
        open("server", TransactionFigures::openServer);
        open("client", TransactionFigures::client);
        open("answered", TransactionFigures::answered);
        open("accepted", TransactionFigures::accepted);
        open("acknowledged", TransactionFigures::acknowledged);
        open("settled", TransactionFigures::settled);
        open("completed", TransactionFigures::completed);
        happened("retransmissions.received", "Requests that came again", TransactionFigures::retransmissionsReceived);
        happened("retransmissions.sent", "Messages sent again", TransactionFigures::retransmissionsSent);
        happened("timeouts", "Requests of ours without a final response", TransactionFigures::timedOut);
        happened("unacknowledged", "Refused INVITEs whose ACK never came", TransactionFigures::unacknowledged);
        happened("overloaded", "Requests without a place in the transaction table", TransactionFigures::refused);
        happened("forgotten", "Answers dropped before their time", TransactionFigures::forgotten);
        happened("merged", "INVITEs that came by two ways, answered 482", TransactionFigures::merged);
        happened("foreign", "Responses whose Via is not ours", TransactionFigures::foreignResponses);
        listener(ProxyMain.OUTSIDE);
        listener(ProxyMain.INSIDE);
        stream("received", ListenerCounters::received);
        stream("sent", ListenerCounters::sent);
        stream("dropped", ListenerCounters::dropped);
        stream("refused", ListenerCounters::refused);
        stream("malformed", ListenerCounters::malformed);
        stream("keepalive", ListenerCounters::keepAlives);
        Gauge.builder("carillon.sip.tcp.connections", () -> tcp(TcpListener::open))
                .description("TCP connections with phones and other peers that are open now")
                .register(registry);
    }

    private void open(String kind, ToLongFunction<TransactionFigures> figure) {
        Gauge.builder("carillon.sip.transactions.open", () -> figures(figure))
                .description("Transactions held now: of requests of others, of ours, and answered ones remembered")
                .tag("kind", kind)
                .register(registry);
    }

    private void happened(String what, String meaning, ToLongFunction<TransactionFigures> figure) {
        FunctionCounter.builder("carillon.sip." + what, this, metrics -> metrics.figures(figure))
                .description(meaning)
                .register(registry);
    }

    private void listener(String name) {
        datagrams(name, "received", ListenerCounters::received);
        datagrams(name, "sent", ListenerCounters::sent);
        datagrams(name, "dropped", ListenerCounters::dropped);
        datagrams(name, "refused", ListenerCounters::refused);
        datagrams(name, "malformed", ListenerCounters::malformed);
        datagrams(name, "keepalive", ListenerCounters::keepAlives);
    }

    private void datagrams(String listener, String outcome, ToLongFunction<ListenerCounters> counter) {
        FunctionCounter.builder("carillon.sip.datagrams", this, metrics -> metrics.counted(listener, counter))
                .description("Datagrams received from those who may speak to us and sent, and of all: not sent by the"
                        + " kernel (dropped), from those who may not (refused), unreadable, keep-alives")
                .tag("listener", listener)
                .tag("outcome", outcome)
                .register(registry);
    }

    private void stream(String outcome, ToLongFunction<ListenerCounters> counter) {
        FunctionCounter.builder(
                        "carillon.sip.tcp.messages",
                        this,
                        metrics -> metrics.tcp(open -> counter.applyAsLong(open.counters())))
                .description("Messages received and sent by TCP, and of all: lost with their connection (dropped),"
                        + " unreadable; connections not taken (refused); keep-alives")
                .tag("outcome", outcome)
                .register(registry);
    }

    private long tcp(ToLongFunction<TcpListener> figure) {
        return main.running()
                .flatMap(ProxyMain.Running::outsideTcp)
                .map(figure::applyAsLong)
                .orElse(0L);
    }

    private long figures(ToLongFunction<TransactionFigures> figure) {
        return main.running()
                .map(parts -> figure.applyAsLong(parts.transactions().figures()))
                .orElse(0L);
    }

    private long counted(String listener, ToLongFunction<ListenerCounters> counter) {
        return main.running()
                .map(parts -> listener.equals(ProxyMain.OUTSIDE) ? parts.outside() : parts.inside())
                .map(open -> counter.applyAsLong(open.counters()))
                .orElse(0L);
    }
}
