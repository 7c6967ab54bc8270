package io.carillon.voicemail.message;

import io.carillon.facts.FactId;
import io.carillon.facts.VoicemailFact;
import io.carillon.voicemail.capability.Capabilities;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.sound.SoundId;
import io.carillon.voicemail.sound.SoundTable;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Messages and sound in PostgreSQL, schema {@code voicemail}. */
public final class PostgresMessageStore implements MessageStore, Chunks {
    /** 128 bits nobody guesses. */
    private static final int KEY_BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final StoreDatabase database;
    private final Delivery delivery;
    private final MailboxLimits limits;
    private final Capabilities capabilities;
    private final Place place;
    private final InstantSource clock;
    private final Consumer<Finished> told;

    /**
     * Where others find us.
     *
     * @param inside how relays reach any replica over HTTP, without a slash at its end
     */
    public record Place(String inside) {}

    /**
     * Makes the store.
     *
     * @param delivered called in the transaction of each message
     * @param told what became of each recording, after its commit
     */
    public PostgresMessageStore(
            DataSource database,
            InstantSource clock,
            MailboxLimits limits,
            Delivered delivered,
            Capabilities capabilities,
            Place place,
            Consumer<Finished> told) {
        this.database = new StoreDatabase(database);
        this.delivery = new Delivery(limits, delivered, clock);
        this.limits = limits;
        this.capabilities = capabilities;
        this.place = place;
        this.clock = clock;
        this.told = told;
    }

    @Override
    public Recording begin(Mailbox.Key box, Purpose purpose, Duration shortest, Duration longest) {
        Instant now = clock.instant();
        SoundId id = new SoundId(FactId.at(now));
        byte[] random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        String key = HexFormat.of().formatHex(random);
        Duration most = longest.isZero() || longest.compareTo(limits.longest()) > 0 ? limits.longest() : longest;
        return database.transaction(connection -> {
            SoundTable.create(connection, id, now);
            RecordingTable.begin(
                    connection, id, key, box, purpose, MessageTable.samples(shortest), MessageTable.samples(most));
            return new Recording(id, place.inside() + "/recordings/" + key);
        });
    }

    @Override
    public Taken put(String key, int number, Duration offset, byte[] sound) {
        RecordingTable.Chunk chunk = new RecordingTable.Chunk(number, MessageTable.samples(offset), sound);
        return database.reading(connection -> RecordingTable.put(connection, key, chunk)) ? Taken.YES : Taken.OVER;
    }

    @Override
    public Taken end(String key, int chunks, Duration silence) {
        long samples = MessageTable.samples(silence);
        return database.reading(connection -> RecordingTable.end(connection, key, samples)) ? Taken.YES : Taken.OVER;
    }

    @Override
    public void prolong(Recording recording, Duration by) {
        database.transaction(connection -> {
            RecordingTable.prolong(connection, recording.id(), by);
            return recording;
        });
    }

    @Override
    public Finished finish(Recording recording) {
        Finished finished = database.transaction(connection -> delivery.finish(connection, recording.id()));
        told.accept(finished);
        return finished;
    }

    @Override
    public void discard(Recording recording) {
        database.transaction(connection -> {
            if (RecordingTable.lock(connection, recording.id()).isPresent()) {
                SoundTable.delete(connection, List.of(recording.id()));
            }
            return recording;
        });
    }

    @Override
    public boolean full(Mailbox.Key box) {
        return database.reading(connection -> delivery.full(connection, box));
    }

    @Override
    public MailboxCounts counts(Mailbox.Key box) {
        return database.reading(connection -> MessageTable.count(connection, box));
    }

    @Override
    public Map<Mailbox.Key, MailboxCounts> counts(Collection<Mailbox.Key> boxes) {
        return database.reading(connection -> MessageTable.count(connection, boxes));
    }

    @Override
    public List<Message> list(Mailbox.Key box, Folder folder) {
        return database.reading(connection -> MessageTable.list(connection, box, folder));
    }

    @Override
    public Optional<Message> message(Mailbox.Key box, MessageId id) {
        return database.reading(connection -> MessageTable.find(connection, box, id));
    }

    @Override
    public void markHeard(Mailbox.Key box, MessageId id) {
        Instant now = clock.instant();
        database.transaction(connection -> {
            Turn.take(connection, box);
            Optional<Message> unheard = MessageTable.find(connection, box, id).filter(message -> !message.heard());
            if (unheard.isPresent()) {
                MessageTable.heard(connection, id, now);
                Delivery.OUTBOX.write(
                        connection, List.of(new VoicemailFact.MessageHeard(id.text(), now, Delivery.name(box))));
            }
            return unheard;
        });
    }

    @Override
    public Moved move(Mailbox.Key box, MessageId id, Folder to) {
        return database.transaction(connection -> {
            Turn.take(connection, box);
            Optional<Message> found = MessageTable.find(connection, box, id);
            if (found.isEmpty()) {
                return Moved.GONE;
            }
            if (found.get().folder() == to) {
                return Moved.DONE;
            }
            if (delivery.full(connection, box, to)) {
                return Moved.FULL;
            }
            MessageTable.move(connection, id, to);
            return Moved.DONE;
        });
    }

    @Override
    public void delete(Mailbox.Key box, Collection<MessageId> ids) {
        database.transaction(connection -> {
            Turn.take(connection, box);
            for (MessageId id : ids) {
                Optional<Message> found = MessageTable.find(connection, box, id);
                if (found.isPresent()) {
                    delivery.delete(connection, found.get());
                }
            }
            return ids;
        });
    }

    @Override
    public List<Mailbox.Key> forward(
            Mailbox.Key box, MessageId id, Collection<Mailbox.Key> to, Optional<Recording> comment, String callId) {
        return database.transaction(connection -> {
            Optional<Message> original = MessageTable.find(connection, box, id);
            return original.isEmpty()
                    ? List.<Mailbox.Key>of()
                    : delivery.forward(connection, original.get(), to, comment, callId);
        });
    }

    @Override
    public Optional<Greeting> greeting(Mailbox.Key box, Greeting.Kind kind) {
        return database.reading(connection -> GreetingTable.find(connection, box, kind));
    }

    @Override
    public Greeting putGreeting(Mailbox.Key box, Greeting.Kind kind, byte[] sound) {
        Instant now = clock.instant();
        SoundId id = new SoundId(FactId.at(now));
        return database.transaction(connection -> {
            SoundTable.create(connection, id, now);
            SoundTable.append(connection, id, sound);
            SoundTable.close(connection, id);
            GreetingTable.put(connection, box, kind, id, now);
            return GreetingTable.find(connection, box, kind).orElseThrow();
        });
    }

    @Override
    public void removeGreeting(Mailbox.Key box, Greeting.Kind kind) {
        database.transaction(connection -> {
            GreetingTable.remove(connection, box, kind);
            return kind;
        });
    }

    @Override
    public String soundUrl(SoundId sound) {
        return place.inside() + "/sound/" + capabilities.of(sound);
    }

    @Override
    public Optional<Duration> length(SoundId sound) {
        OptionalLong samples = database.reading(connection -> SoundTable.length(connection, sound));
        return samples.isPresent() ? Optional.of(MessageTable.length(samples.getAsLong())) : Optional.empty();
    }

    @Override
    public Optional<InputStream> open(SoundId sound, long from) {
        return database.open(sound, from);
    }
}
