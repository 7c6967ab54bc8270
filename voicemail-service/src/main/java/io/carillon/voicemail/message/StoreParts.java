package io.carillon.voicemail.message;

import io.carillon.voicemail.capability.Capabilities;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the store together, and lets what must run beside it run. */
@Singleton
public class StoreParts {
    private final PostgresMessageStore store;
    private final RecordingSweep sweep;
    private final ChangeWatch changes;

    @Inject
    StoreParts(
            DataSource database,
            InstantSource clock,
            MailboxDirectory boxes,
            Instance<Delivered> delivered,
            Capabilities capabilities,
            Event<MailboxChanged> events,
            MeterRegistry metrics,
            @ConfigProperty(name = "carillon.voicemail.url") String url,
            @ConfigProperty(name = "carillon.voicemail.quota-bytes") long quota,
            @ConfigProperty(name = "carillon.voicemail.longest") Duration longest,
            @ConfigProperty(name = "carillon.voicemail.retention-days") int retentionDays) {
        MailboxLimits limits = new MailboxLimits(box -> mostMessages(boxes, box), quota, longest);
        Delivered all = (connection, message, place) -> {
            for (Delivered one : delivered) {
                one.delivered(connection, message, place);
            }
        };
        store = new PostgresMessageStore(
                database,
                clock,
                limits,
                all,
                capabilities,
                new PostgresMessageStore.Place(url),
                finished -> count(metrics, outcome(finished)));
        sweep = new RecordingSweep(
                database,
                new Delivery(limits, all, clock),
                Duration.ofDays(retentionDays),
                clock,
                ending -> count(metrics, ending.name().toLowerCase(Locale.ROOT)));
        changes = new ChangeWatch(database, box -> events.fireAsync(new MailboxChanged(box)));
    }

    private static OptionalInt mostMessages(MailboxDirectory boxes, Mailbox.Key box) {
        return boxes.find(box)
                .map(entry -> OptionalInt.of(entry.settings().mostMessages()))
                .orElse(OptionalInt.empty());
    }

    private static String outcome(Finished finished) {
        return switch (finished) {
            case Finished.Left _ -> "left";
            case Finished.Kept _ -> "kept";
            case Finished.TooShort _ -> "too_short";
            case Finished.Gone _ -> "gone";
        };
    }

    private static void count(MeterRegistry metrics, String outcome) {
        Counter.builder("carillon.voicemail.recordings")
                .description("Recordings that are over, by what became of them")
                .tag("outcome", outcome)
                .register(metrics)
                .increment();
    }

    @Produces
    @Singleton
    MessageStore store() {
        return store;
    }

    @Produces
    @Singleton
    Chunks chunks() {
        return store;
    }

    /** From now on abandoned recordings are finished, and changes are told. */
    public void start() {
        sweep.start();
        changes.start();
    }

    void stop(@Observes ShutdownEvent event) {
        sweep.close();
        changes.close();
    }
}
