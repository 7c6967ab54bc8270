package io.carillon.voicemail.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.sound.SoundId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every message store does. Its mailboxes are 1000 and 1001 in {@code default}, for two messages each. */
abstract class MessageStoreContract {
    static final Mailbox.Key ANNE = new Mailbox.Key("default", "1000");
    static final Mailbox.Key BERT = new Mailbox.Key("default", "1001");
    static final Mailbox.Key NOBODY = new Mailbox.Key("default", "9999");
    static final Caller CALLER = new Caller(Optional.of("Zoé"), Optional.of("200"), Optional.of("zoe"));
    /** Half a second, as the relay sends. */
    static final int CHUNK = 4_000;

    abstract MessageStore store();

    abstract Chunks chunks();

    /** Makes the lease of a recording be over, and sweeps. */
    abstract void abandon(Recording recording);

    /** The types of the facts that were told about a message, in order. */
    abstract List<String> facts(MessageId message);

    @Test
    void what_was_recorded_is_a_new_message_with_its_caller() {
        MessageId id = leave(ANNE, 4);

        Message message = store().message(ANNE, id).orElseThrow();
        assertThat(message.folder()).isEqualTo(Folder.NEW);
        assertThat(message.caller()).isEqualTo(CALLER);
        assertThat(message.callId()).isEqualTo("call-1");
        assertThat(message.length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(message.heard()).isFalse();
        assertThat(store().list(ANNE, Folder.NEW)).containsExactly(message);
        assertThat(store().counts(ANNE)).isEqualTo(new MailboxCounts(1, 0, 0));
        assertThat(facts(id)).containsExactly("MessageLeft");
    }

    @Test
    void a_message_sounds_as_it_was_recorded() throws IOException {
        MessageId id = leave(ANNE, 3);

        assertThat(sound(id.sound(), 0)).isEqualTo(heard(0, 1, 2));
        assertThat(sound(id.sound(), CHUNK + 10)).isEqualTo(Arrays.copyOfRange(heard(0, 1, 2), CHUNK + 10, 3 * CHUNK));
    }

    @Test
    void chunks_may_come_twice_and_in_any_order() throws IOException {
        Recording recording = begin(ANNE);
        put(recording, 1);
        put(recording, 0);
        put(recording, 1);
        store().finish(recording);

        assertThat(sound(recording.id(), 0)).isEqualTo(heard(0, 1));
    }

    @Test
    void a_chunk_that_never_came_is_silence() throws IOException {
        Recording recording = begin(ANNE);
        put(recording, 0);
        put(recording, 2);
        store().finish(recording);

        byte[] sound = sound(recording.id(), 0);
        assertThat(sound).hasSize(3 * CHUNK);
        assertThat(Arrays.copyOfRange(sound, CHUNK, 2 * CHUNK)).containsOnly((byte) 0xFF);
        assertThat(Arrays.copyOfRange(sound, 2 * CHUNK, 3 * CHUNK)).isEqualTo(chunk(2));
    }

    @Test
    void a_message_in_the_making_is_heard_by_its_caller_and_counted_by_nobody() throws IOException {
        Recording recording = begin(ANNE);
        put(recording, 0);

        assertThat(sound(recording.id(), 0)).isEqualTo(heard(0));
        assertThat(store().counts(ANNE)).isEqualTo(MailboxCounts.NONE);
    }

    @Test
    void no_chunk_is_taken_after_the_end() {
        Recording recording = begin(ANNE);
        put(recording, 0);
        store().finish(recording);

        assertThat(put(recording, 1)).isEqualTo(Chunks.Taken.OVER);
        assertThat(chunks().put("nothing", 0, Duration.ZERO, chunk(0))).isEqualTo(Chunks.Taken.OVER);
    }

    @Test
    void a_recording_takes_no_more_than_its_longest() {
        Recording recording = store().begin(ANNE, message(), Duration.ZERO, Duration.ofSeconds(1));
        put(recording, 0);

        assertThat(put(recording, 1)).isEqualTo(Chunks.Taken.YES);
        assertThat(put(recording, 2)).isEqualTo(Chunks.Taken.OVER);
    }

    @Test
    void a_recording_is_finished_once() {
        Recording recording = begin(ANNE);
        put(recording, 0);

        assertThat(store().finish(recording)).isEqualTo(store().finish(recording));
        assertThat(store().counts(ANNE).fresh()).isEqualTo(1);
    }

    @Test
    void what_is_too_short_or_empty_is_no_message() {
        Recording shorter = store().begin(ANNE, message(), Duration.ofSeconds(1), Duration.ZERO);
        put(shorter, 0);
        Recording empty = begin(ANNE);

        assertThat(store().finish(shorter)).isEqualTo(new Finished.TooShort());
        assertThat(store().finish(empty)).isEqualTo(new Finished.TooShort());
        assertThat(store().counts(ANNE)).isEqualTo(MailboxCounts.NONE);
    }

    @Test
    void the_silence_that_ended_it_makes_nothing_long_enough() {
        Recording recording = store().begin(ANNE, message(), Duration.ofSeconds(1), Duration.ZERO);
        put(recording, 0);
        put(recording, 1);
        put(recording, 2);

        chunks().end(key(recording), 3, Duration.ofMillis(600));

        assertThat(store().finish(recording)).isEqualTo(new Finished.TooShort());
    }

    @Test
    void the_silence_that_ended_it_is_no_part_of_the_message() throws IOException {
        Recording recording = store().begin(ANNE, message(), Duration.ofSeconds(1), Duration.ZERO);
        for (int i = 0; i < 8; i++) {
            put(recording, i);
        }

        chunks().end(key(recording), 8, Duration.ofSeconds(3));
        store().finish(recording);

        assertThat(sound(recording.id(), 0)).isEqualTo(heard(0, 1, 2));
        assertThat(store().list(ANNE, Folder.NEW)).extracting(Message::length).containsExactly(Duration.ofMillis(1500));
    }

    @Test
    void a_message_whose_maker_died_is_delivered() {
        Recording recording = begin(ANNE);
        put(recording, 0);

        abandon(recording);

        assertThat(store().counts(ANNE).fresh()).isEqualTo(1);
        assertThat(store().finish(recording))
                .isEqualTo(new Finished.Left(new MessageId(recording.id().text())));
    }

    @Test
    void a_greeting_whose_maker_died_is_dropped() {
        Recording recording =
                store().begin(ANNE, new Purpose.Greeting(Greeting.Kind.BUSY), Duration.ZERO, Duration.ZERO);
        put(recording, 0);

        abandon(recording);

        assertThat(store().finish(recording)).isEqualTo(new Finished.Gone());
        assertThat(store().greeting(ANNE, Greeting.Kind.BUSY)).isEmpty();
    }

    @Test
    void what_is_discarded_is_gone() {
        Recording recording = begin(ANNE);
        put(recording, 0);

        store().discard(recording);

        assertThat(store().finish(recording)).isEqualTo(new Finished.Gone());
        assertThat(put(recording, 1)).isEqualTo(Chunks.Taken.OVER);
        assertThat(store().length(recording.id())).isEmpty();
    }

    @Test
    void a_message_for_several_boxes_is_in_each_that_there_is() throws IOException {
        Purpose several = new Purpose.Message(CALLER, "call-1", true, List.of(BERT, NOBODY));
        Recording recording = store().begin(ANNE, several, Duration.ZERO, Duration.ZERO);
        put(recording, 0);

        store().finish(recording);

        assertThat(store().counts(ANNE)).isEqualTo(new MailboxCounts(1, 0, 1));
        Message copy = store().list(BERT, Folder.NEW).getFirst();
        assertThat(copy.urgent()).isTrue();
        assertThat(sound(copy.sound(), 0)).isEqualTo(heard(0));
        assertThat(facts(copy.id())).containsExactly("MessageLeft");
        assertThat(store().list(NOBODY, Folder.NEW)).isEmpty();
    }

    @Test
    void a_box_with_its_most_messages_is_full() {
        leave(ANNE, 1);
        assertThat(store().full(ANNE)).isFalse();

        leave(ANNE, 1);

        assertThat(store().full(ANNE)).isTrue();
        assertThat(store().full(NOBODY)).isTrue();
    }

    @Test
    void a_message_is_heard_once_and_stays() {
        MessageId id = leave(ANNE, 1);

        store().markHeard(ANNE, id);
        store().markHeard(ANNE, id);

        assertThat(store().message(ANNE, id).orElseThrow().heard()).isTrue();
        assertThat(store().counts(ANNE)).isEqualTo(new MailboxCounts(1, 0, 0));
        assertThat(facts(id)).containsExactly("MessageLeft", "MessageHeard");
    }

    @Test
    void a_message_moves_into_another_folder() {
        MessageId id = leave(ANNE, 1);

        assertThat(store().move(ANNE, id, Folder.OLD)).isEqualTo(Moved.DONE);

        assertThat(store().counts(ANNE)).isEqualTo(new MailboxCounts(0, 1, 0));
        assertThat(store().list(ANNE, Folder.NEW)).isEmpty();
        assertThat(store().list(ANNE, Folder.OLD)).hasSize(1);
    }

    @Test
    void a_folder_takes_as_many_messages_as_a_mailbox() {
        for (int i = 0; i < 2; i++) {
            store().move(ANNE, leave(ANNE, 1), Folder.WORK);
        }
        MessageId third = leave(ANNE, 1);

        assertThat(store().move(ANNE, third, Folder.WORK)).isEqualTo(Moved.FULL);
        assertThat(store().list(ANNE, Folder.NEW)).hasSize(1);
    }

    @Test
    void messages_of_another_box_cannot_be_touched() {
        MessageId id = leave(ANNE, 1);

        assertThat(store().message(BERT, id)).isEmpty();
        assertThat(store().move(BERT, id, Folder.OLD)).isEqualTo(Moved.GONE);
        store().delete(BERT, List.of(id));
        store().markHeard(BERT, id);

        assertThat(store().message(ANNE, id).orElseThrow().heard()).isFalse();
    }

    @Test
    void a_deleted_message_is_gone_with_its_sound() {
        MessageId id = leave(ANNE, 1);

        store().delete(ANNE, List.of(id));
        store().delete(ANNE, List.of(id));

        assertThat(store().list(ANNE, Folder.NEW)).isEmpty();
        assertThat(store().length(id.sound())).isEmpty();
        assertThat(store().open(id.sound(), 0)).isEmpty();
        assertThat(facts(id)).containsExactly("MessageLeft", "MessageDeleted");
    }

    @Test
    void a_forwarded_message_is_a_copy_with_the_comment_before_it() throws IOException {
        MessageId id = leave(ANNE, 2);
        Recording comment = store().begin(ANNE, new Purpose.Comment(), Duration.ZERO, Duration.ZERO);
        chunks().put(key(comment), 0, Duration.ZERO, chunk(7));
        assertThat(store().finish(comment)).isEqualTo(new Finished.Kept());

        assertThat(store().forward(ANNE, id, List.of(BERT, NOBODY), Optional.of(comment), "call-2"))
                .containsExactly(BERT);

        store().delete(ANNE, List.of(id));
        Message copy = store().list(BERT, Folder.NEW).getFirst();
        assertThat(copy.caller()).isEqualTo(CALLER);
        assertThat(copy.callId()).isEqualTo("call-2");
        assertThat(copy.length()).isEqualTo(Duration.ofMillis(1500));
        assertThat(sound(copy.sound(), 0)).isEqualTo(heard(7, 0, 1));
        assertThat(store().length(comment.id())).isEmpty();
    }

    @Test
    void nothing_is_forwarded_into_a_full_box() {
        leave(BERT, 1);
        leave(BERT, 1);
        MessageId id = leave(ANNE, 1);

        assertThat(store().forward(ANNE, id, List.of(BERT), Optional.empty(), "call-2"))
                .isEmpty();
    }

    @Test
    void a_greeting_takes_the_place_of_the_one_before() throws IOException {
        SoundId first = record(Greeting.Kind.UNAVAILABLE, 1);
        SoundId second = record(Greeting.Kind.UNAVAILABLE, 2);

        Greeting greeting = store().greeting(ANNE, Greeting.Kind.UNAVAILABLE).orElseThrow();
        assertThat(greeting.sound()).isEqualTo(second);
        assertThat(greeting.length()).isEqualTo(Duration.ofSeconds(1));
        assertThat(sound(second, 0)).isEqualTo(heard(0, 1));
        assertThat(store().length(first)).isEmpty();
        assertThat(store().greeting(ANNE, Greeting.Kind.BUSY)).isEmpty();
    }

    @Test
    void a_greeting_may_come_whole_and_go() throws IOException {
        Greeting put = store().putGreeting(ANNE, Greeting.Kind.NAME, heard(0, 1, 2));
        assertThat(store().greeting(ANNE, Greeting.Kind.NAME)).contains(put);
        assertThat(sound(put.sound(), 0)).isEqualTo(heard(0, 1, 2));

        store().removeGreeting(ANNE, Greeting.Kind.NAME);

        assertThat(store().greeting(ANNE, Greeting.Kind.NAME)).isEmpty();
        assertThat(store().length(put.sound())).isEmpty();
    }

    @Test
    void several_mailboxes_are_counted_at_once() {
        leave(ANNE, 1);
        store().move(ANNE, leave(ANNE, 1), Folder.OLD);
        leave(BERT, 1);

        assertThat(store().counts(List.of(ANNE, BERT, NOBODY)))
                .containsEntry(ANNE, new MailboxCounts(1, 1, 0))
                .containsEntry(BERT, new MailboxCounts(1, 0, 0))
                .satisfies(counts -> assertThat(counts.getOrDefault(NOBODY, MailboxCounts.NONE))
                        .isEqualTo(MailboxCounts.NONE));
    }

    @Test
    void urgent_messages_come_first() {
        MessageId usual = leave(ANNE, 1);
        Recording urgent = store().begin(
                        ANNE, new Purpose.Message(CALLER, "call-1", true, List.of()), Duration.ZERO, Duration.ZERO);
        put(urgent, 0);
        store().finish(urgent);

        assertThat(store().list(ANNE, Folder.NEW))
                .extracting(Message::id)
                .containsExactly(new MessageId(urgent.id().text()), usual);
    }

    MessageId leave(Mailbox.Key box, int chunks) {
        Recording recording = store().begin(box, message(), Duration.ZERO, Duration.ZERO);
        for (int i = 0; i < chunks; i++) {
            put(recording, i);
        }
        chunks().end(key(recording), chunks, Duration.ZERO);
        return switch (store().finish(recording)) {
            case Finished.Left(MessageId id) -> id;
            case Finished.Kept kept -> throw new AssertionError(kept);
            case Finished.TooShort tooShort -> throw new AssertionError(tooShort);
            case Finished.Gone gone -> throw new AssertionError(gone);
        };
    }

    private SoundId record(Greeting.Kind kind, int chunks) {
        Recording recording = store().begin(ANNE, new Purpose.Greeting(kind), Duration.ZERO, Duration.ZERO);
        for (int i = 0; i < chunks; i++) {
            put(recording, i);
        }
        assertThat(store().finish(recording)).isEqualTo(new Finished.Kept());
        return recording.id();
    }

    private Recording begin(Mailbox.Key box) {
        return store().begin(box, message(), Duration.ZERO, Duration.ZERO);
    }

    static Purpose message() {
        return new Purpose.Message(CALLER, "call-1", false, List.of());
    }

    Chunks.Taken put(Recording recording, int number) {
        return chunks().put(key(recording), number, Duration.ofMillis(500L * number), chunk(number));
    }

    static String key(Recording recording) {
        return recording.url().substring(recording.url().lastIndexOf('/') + 1);
    }

    /** No two chunks are alike. */
    static byte[] chunk(int number) {
        byte[] chunk = new byte[CHUNK];
        for (int i = 0; i < chunk.length; i++) {
            chunk[i] = (byte) (number * 31 + i * (number + 3));
        }
        return chunk;
    }

    static byte[] heard(int... numbers) {
        byte[] all = new byte[numbers.length * CHUNK];
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(chunk(numbers[i]), 0, all, i * CHUNK, CHUNK);
        }
        return all;
    }

    byte[] sound(SoundId id, long from) throws IOException {
        try (InputStream sound = store().open(id, from).orElseThrow()) {
            return sound.readAllBytes();
        }
    }
}
