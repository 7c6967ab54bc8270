package io.carillon.registrar;

import io.carillon.protocol.sip.transport.ListenerCounters;
import io.carillon.registrar.account.AccountDirectory;
import io.carillon.registrar.location.CommitFigures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the registrar counts for Prometheus. Any thread. */
@Singleton // told of every REGISTER: a client proxy would cost more than the count
class RegistrarMetrics implements CommitFigures {
    private static final Duration[] COMMIT_TIMES = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(1)
    };
    private static final double[] BATCH_SIZES = {1, 4, 16, 64, 256};

    private final MeterRegistry registry;
    private final Map<RegisterOutcome, Counter> requests = new EnumMap<>(RegisterOutcome.class);
    private final DistributionSummary batches;
    private final Timer commits;
    private volatile double bindings = Double.NaN;

    /** How a REGISTER was answered. */
    enum RegisterOutcome {
        /** 200, committed. */
        ACCEPTED,
        /** 401 to a request without credentials. */
        CHALLENGED,
        /** 401 to right credentials with a nonce that is used up. */
        STALE,
        /** 403 to wrong credentials. */
        REFUSED,
        /** 403 without a look at the credentials, after too many failures. */
        REFUSED_UNSEEN,
        /** 4xx to a request for what it asks, whoever sent it. */
        REJECTED,
        /** 500. */
        FAILED,
        /** 503. */
        UNAVAILABLE;

        static RegisterOutcome of(int status) {
            if (status < 300) {
                return ACCEPTED;
            }
            if (status < 500) {
                return REJECTED;
            }
            return status == 503 ? UNAVAILABLE : FAILED;
        }
    }

    RegistrarMetrics(MeterRegistry registry, AccountDirectory accounts) {
        this.registry = registry;
        for (RegisterOutcome outcome : RegisterOutcome.values()) {
            requests.put(
                    outcome,
                    Counter.builder("carillon.register.requests")
                            .description("REGISTER requests by how they were answered")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        batches = DistributionSummary.builder("carillon.register.batch")
                .description("REGISTER requests committed in one transaction")
                .serviceLevelObjectives(BATCH_SIZES)
                .register(registry);
        commits = Timer.builder("carillon.register.commit")
                .description("Time to commit a batch")
                .serviceLevelObjectives(COMMIT_TIMES)
                .register(registry);
        Gauge.builder("carillon.registrations", this, metrics -> metrics.bindings)
                .description("Bindings that have not expired, in the whole location database")
                .register(registry);
        Gauge.builder("carillon.accounts", accounts, AccountDirectory::size)
                .description("Accounts this registrar knows")
                .register(registry);
    }

    void count(RegisterOutcome outcome) {
        Counter counter = requests.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    void bindings(long number) {
        bindings = number;
    }

    void watch(ListenerCounters listener) {
        messages("received", listener, ListenerCounters::received);
        messages("sent", listener, ListenerCounters::sent);
        messages("dropped", listener, ListenerCounters::dropped);
        messages("stranger", listener, ListenerCounters::refused);
        messages("malformed", listener, ListenerCounters::malformed);
    }

    private void messages(String what, ListenerCounters listener, ToDoubleFunction<ListenerCounters> count) {
        FunctionCounter.builder("carillon.sip.messages", listener, count)
                .description("Datagrams of the internal listener")
                .tag("what", what)
                .register(registry);
    }

    @Override
    public void committed(int commands, Duration took) {
        batches.record(commands);
        commits.record(took);
    }
}
