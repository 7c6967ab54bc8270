package io.carillon.voicemail.message;

import io.carillon.facts.FactId;
import io.carillon.facts.VoicemailFact;
import io.carillon.facts.outbox.Outbox;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.sound.SoundId;
import io.carillon.voicemail.sound.SoundTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes of recordings what they were for. In the caller's transaction; thread-safe. */
final class Delivery {
    static final Outbox OUTBOX = Outbox.of("voicemail");
    /** A menu asks for little more once the comment is spoken. */
    private static final Duration COMMENT_WAITS = Duration.ofMinutes(5);

    /** Samples of silence that stay behind the last word, whose end is soft: as Asterisk leaves them. */
    private static final long LAST_BREATH = 1_600;

    private final MailboxLimits limits;
    private final Delivered delivered;
    private final InstantSource clock;

    Delivery(MailboxLimits limits, Delivered delivered, InstantSource clock) {
        this.limits = limits;
        this.delivered = delivered;
        this.clock = clock;
    }

    /** Facts name a mailbox so. */
    static String name(Mailbox.Key box) {
        return box.number() + "@" + box.context();
    }

    Finished finish(Connection connection, SoundId id) throws SQLException {
        Optional<RecordingTable.Row> found = RecordingTable.lock(connection, id);
        if (found.isEmpty()) {
            MessageId message = new MessageId(id.text());
            return MessageTable.exists(connection, message) ? new Finished.Left(message) : new Finished.Gone();
        }
        RecordingTable.Row recording = found.get();
        if (recording.finished()) {
            return new Finished.Kept();
        }
        long recorded = SoundTable.close(connection, id);
        long spoken = Math.max(recorded - recording.silence(), 0);
        if (recorded == 0 || spoken < recording.shortest()) {
            SoundTable.delete(connection, List.of(id));
            return new Finished.TooShort();
        }
        long samples = recording.silence() == 0 ? recorded : SoundTable.cut(connection, id, spoken + LAST_BREATH);
        return switch (recording.purpose()) {
            case Purpose.Message message -> {
                RecordingTable.remove(connection, id);
                leave(connection, id, recording, message, samples);
                yield new Finished.Left(new MessageId(id.text()));
            }
            case Purpose.Greeting(Greeting.Kind kind) -> {
                RecordingTable.remove(connection, id);
                GreetingTable.put(connection, recording.box(), kind, id, recording.began());
                yield new Finished.Kept();
            }
            case Purpose.Comment() -> {
                RecordingTable.finished(connection, id, COMMENT_WAITS);
                yield new Finished.Kept();
            }
        };
    }

    private void leave(
            Connection connection, SoundId id, RecordingTable.Row recording, Purpose.Message purpose, long samples)
            throws SQLException {
        List<Mailbox.Key> boxes = new ArrayList<>(purpose.copies());
        boxes.add(recording.box());
        Turn.take(connection, boxes);
        Message first = new Message(
                new MessageId(id.text()),
                recording.box(),
                Folder.NEW,
                purpose.caller(),
                recording.began(),
                MessageTable.length(samples),
                false,
                purpose.urgent(),
                purpose.callId());
        insert(connection, first, samples);
        copy(connection, first, first.left(), purpose.copies(), List.of(id));
    }

    private void insert(Connection connection, Message message, long samples) throws SQLException {
        MessageTable.insert(connection, message, samples);
        OUTBOX.write(
                connection,
                List.of(new VoicemailFact.MessageLeft(
                        message.id().text(),
                        clock.instant(),
                        name(message.box()),
                        message.caller().party(),
                        message.length(),
                        message.callId())));
        delivered.delivered(connection, message, MessageTable.count(connection, message.box(), Folder.NEW));
    }

    /**
     * Copies a message into other mailboxes, whose turn is taken.
     *
     * @param sounds one after the other
     * @return the mailboxes that got it
     */
    private List<Mailbox.Key> copy(
            Connection connection, Message original, Instant left, Collection<Mailbox.Key> to, List<SoundId> sounds)
            throws SQLException {
        List<Mailbox.Key> got = new ArrayList<>();
        for (Mailbox.Key box : to) {
            if (!full(connection, box)) {
                MessageId id = new MessageId(FactId.at(left));
                SoundTable.create(connection, id.sound(), left);
                for (SoundId sound : sounds) {
                    SoundTable.append(connection, id.sound(), sound);
                }
                long samples = SoundTable.close(connection, id.sound());
                insert(connection, copyOf(original, id, box, left, samples), samples);
                got.add(box);
            }
        }
        return got;
    }

    private static Message copyOf(Message original, MessageId id, Mailbox.Key box, Instant left, long samples) {
        return new Message(
                id,
                box,
                Folder.NEW,
                original.caller(),
                left,
                MessageTable.length(samples),
                false,
                original.urgent(),
                original.callId());
    }

    List<Mailbox.Key> forward(
            Connection connection,
            Message original,
            Collection<Mailbox.Key> to,
            Optional<Recording> comment,
            String callId)
            throws SQLException {
        Turn.take(connection, to);
        List<SoundId> sounds = new ArrayList<>();
        if (comment.isPresent() && isThere(connection, comment.get().id())) {
            sounds.add(comment.get().id());
        }
        sounds.add(original.sound());
        Message forwarded = new Message(
                original.id(),
                original.box(),
                Folder.NEW,
                original.caller(),
                original.left(),
                original.length(),
                false,
                original.urgent(),
                callId);
        List<Mailbox.Key> got = copy(connection, forwarded, clock.instant(), to, sounds);
        if (comment.isPresent()) {
            SoundTable.delete(connection, List.of(comment.get().id()));
        }
        return got;
    }

    private static boolean isThere(Connection connection, SoundId comment) throws SQLException {
        OptionalLong length = SoundTable.length(connection, comment);
        return length.isPresent() && RecordingTable.lock(connection, comment).isPresent();
    }

    boolean full(Connection connection, Mailbox.Key box) throws SQLException {
        return MessageTable.count(connection, box, Folder.NEW) >= limits.most(box)
                || MessageTable.size(connection, box) >= limits.quota();
    }

    boolean full(Connection connection, Mailbox.Key box, Folder folder) throws SQLException {
        return MessageTable.count(connection, box, folder) >= limits.most(box);
    }

    /** Deletes a message and tells it. The mailbox's turn is taken. */
    void delete(Connection connection, Message message) throws SQLException {
        MessageTable.delete(connection, message.id());
        OUTBOX.write(
                connection,
                List.of(new VoicemailFact.MessageDeleted(message.id().text(), clock.instant(), name(message.box()))));
    }
}
