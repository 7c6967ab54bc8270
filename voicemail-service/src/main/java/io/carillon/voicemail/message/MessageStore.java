package io.carillon.voicemail.message;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.sound.SoundId;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps messages, greetings and their sound. All methods block, and are safe on any thread, virtual ones included; two
 * sessions on one mailbox see each other's changes at once, since messages are named by ids and not by their places.
 * Each change is one transaction, together with its facts and its e-mail.
 *
 * <p><b>Recordings cannot be lost.</b> A recording is begun for a purpose, and filled by the relay through its URL. It has a
 * lease of {@link #LEASE}, prolonged by each chunk and by {@link #prolong}. When the lease is over, because whoever began it
 * died, a sweep in any replica delivers it if it was to be a message, and drops it if not.
 *
 * <p><b>Changes are told.</b> Whenever {@link #counts} of a mailbox may have changed, {@link MailboxChanged} is fired
 * in every replica: after the commit, within 500 ms while PostgreSQL answers, at least once. A replica asks every 200 ms for
 * the mailboxes that were changed by transactions it has not seen; an outage loses nothing, but a replica that starts hears
 * only of what changes from then on, so it tells all lamps by itself at its start.
 *
 * <p>Every method throws {@link StoreAway} while the store does not answer.
 */
public interface MessageStore {
    /** Longer than a relay's retries take after a hiccup, short enough that a message is there when its caller calls again. */
    Duration LEASE = Duration.ofSeconds(10);

    /**
     * Begins a recording; its time is now.
     *
     * @param shortest what is shorter is no message ({@code minsecs})
     * @param longest later chunks are refused, which ends the recording; zero: the store's own limit, which holds in any case
     */
    Recording begin(Mailbox.Key box, Purpose purpose, Duration shortest, Duration longest);

    /** Gives a recording more time from now on, while the caller reviews it: no chunk prolongs it then. */
    void prolong(Recording recording, Duration by);

    /** Takes no more chunks and does what the recording was for. The same again gives the same. */
    Finished finish(Recording recording);

    /** Drops a recording, also one that waits as a comment. One that is a message by now stays. */
    void discard(Recording recording);

    /** Whether the mailbox takes no more messages: {@code maxmsg} in {@link Folder#NEW}, or the quota is used up. */
    boolean full(Mailbox.Key box);

    MailboxCounts counts(Mailbox.Key box);

    /** The same of several at once; one without messages may be missing. */
    Map<Mailbox.Key, MailboxCounts> counts(Collection<Mailbox.Key> boxes);

    /** The messages of a folder, urgent ones first, else in the order they were left. */
    List<Message> list(Mailbox.Key box, Folder folder);

    Optional<Message> message(Mailbox.Key box, MessageId id);

    /** The owner has heard it: told as a fact the first time. It stays where it is. */
    void markHeard(Mailbox.Key box, MessageId id);

    Moved move(Mailbox.Key box, MessageId id, Folder to);

    /** Deletes for good, at the end of a session: until then a menu keeps what is marked by itself. */
    void delete(Mailbox.Key box, Collection<MessageId> ids);

    /**
     * Copies a message into other mailboxes, as new.
     *
     * @param comment said before it; finished, and gone afterwards
     * @param callId of the call of the one who forwards it
     * @return those of the mailboxes that got it; the others are full or unknown. Empty also if the message is gone
     */
    List<Mailbox.Key> forward(
            Mailbox.Key box, MessageId id, Collection<Mailbox.Key> to, Optional<Recording> comment, String callId);

    Optional<Greeting> greeting(Mailbox.Key box, Greeting.Kind kind);

    /** @param sound µ-law at 8 kHz */
    Greeting putGreeting(Mailbox.Key box, Greeting.Kind kind, byte[] sound);

    void removeGreeting(Mailbox.Key box, Greeting.Kind kind);

    /** Where the relay gets a sound, for some hours. Asks nobody. */
    String soundUrl(SoundId sound);

    /** How long a sound is; empty if it is gone. */
    Optional<Duration> length(SoundId sound);

    /**
     * Reads µ-law at 8 kHz, silence where the relay could not bring what it heard. Its bytes come from the store a few
     * seconds at a time; a read throws {@link java.io.IOException} if the store is away or the sound was deleted meanwhile.
     *
     * @param from the first sample, which is a byte
     */
    Optional<InputStream> open(SoundId sound, long from);
}
