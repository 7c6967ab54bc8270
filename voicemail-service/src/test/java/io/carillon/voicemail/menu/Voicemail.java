package io.carillon.voicemail.menu;

import io.carillon.protocol.media.Gain;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.protocol.sip.voicemail.VoicemailRequest.Purpose;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.Caller;
import io.carillon.voicemail.message.Finished;
import io.carillon.voicemail.message.Folder;
import io.carillon.voicemail.message.InMemoryMessageStore;
import io.carillon.voicemail.message.Message;
import io.carillon.voicemail.message.MessageId;
import io.carillon.voicemail.message.Recording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A voicemail of a test: mailboxes 1000 (PIN 4321) and 1001 in {@code default}, three messages each at most. */
final class Voicemail {
    static final Mailbox.Key ANNE = new Mailbox.Key("default", "1000");
    static final Mailbox.Key BERT = new Mailbox.Key("default", "1001");
    static final String PIN = "4321";
    static final Caller ZOE = new Caller(Optional.of("Zoé"), Optional.of("0142"));

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
    private static final int CHUNK = 4_000;

    /** A Monday, a quarter past nine in Paris. */
    private Instant now = Instant.parse("2026-01-05T08:15:00Z");

    final InstantSource clock = () -> now;
    final InMemoryMessageStore store = new InMemoryMessageStore(clock, Map.of(ANNE, 3, BERT, 3), box -> {});
    final MailboxesOnPaper mailboxes =
            new MailboxesOnPaper().has(ANNE, new Settings().build(), PIN).has(BERT, new Settings().build(), "1001");
    private final Menus menus = new Menus(store, mailboxes, clock);

    /** Mailbox 1000 behaves so. */
    void with(Settings settings) {
        mailboxes.has(ANNE, settings.build(), PIN);
    }

    ScriptedChannel caller() {
        return new ScriptedChannel(store, ZOE);
    }

    /** Time passes. */
    void later(Duration by) {
        now = now.plus(by);
    }

    /** A message of two seconds. */
    Message left(Mailbox.Key box) {
        Recording recording = store.begin(
                box,
                new io.carillon.voicemail.message.Purpose.Message(ZOE, "call-0", false, List.of()),
                Duration.ZERO,
                Duration.ZERO);
        for (int chunk = 0; chunk < 4; chunk++) {
            store.put(recording.id().text(), chunk, HALF_A_SECOND.multipliedBy(chunk), new byte[CHUNK]);
        }
        MessageId id = ((Finished.Left) store.finish(recording)).message();
        later(Duration.ofSeconds(1));
        return store.message(box, id).orElseThrow();
    }

    VoicemailResult leave(ScriptedChannel channel, String flags, String exits, String... boxes) {
        return menus.talk(channel, request(Purpose.LEAVE, flags, exits, OptionalInt.empty(), "en", boxes));
    }

    VoicemailResult leaveInFrench(ScriptedChannel channel, String flags) {
        return menus.talk(channel, request(Purpose.LEAVE, flags, "", OptionalInt.empty(), "fr", "1000@default"));
    }

    VoicemailResult hear(ScriptedChannel channel, String flags, String... boxes) {
        return menus.talk(channel, request(Purpose.HEAR, flags, "", OptionalInt.empty(), "en", boxes));
    }

    /** Straight into mailbox 1000. */
    VoicemailResult hear(ScriptedChannel channel) {
        return hear(channel, "s", "1000@default");
    }

    VoicemailResult hearInFrench(ScriptedChannel channel) {
        return menus.talk(channel, request(Purpose.HEAR, "s", "", OptionalInt.empty(), "fr", "1000@default"));
    }

    VoicemailResult hearFolder(ScriptedChannel channel, int folder) {
        return menus.talk(channel, request(Purpose.HEAR, "s", "", OptionalInt.of(folder), "en", "1000@default"));
    }

    List<Message> in(Folder folder) {
        return store.list(ANNE, folder);
    }

    private static VoicemailRequest request(
            Purpose purpose, String flags, String exits, OptionalInt folder, String language, String... boxes) {
        return new VoicemailRequest(
                purpose,
                List.of(boxes),
                flags,
                exits,
                Gain.NONE,
                folder,
                language,
                "call-1",
                Optional.of("zoe"),
                Optional.empty(),
                Optional.empty());
    }
}
