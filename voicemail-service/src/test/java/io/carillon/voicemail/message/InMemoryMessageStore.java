package io.carillon.voicemail.message;

import io.carillon.facts.FactId;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.sound.SoundId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A message store for tests: it passes the contract, and forgets everything. */
public final class InMemoryMessageStore implements MessageStore, Chunks {
    private static final String PLACE = "http://store.example/recordings/";
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int SAMPLES_A_MILLI = 8;
    private static final Duration LAST_BREATH = Duration.ofMillis(200);

    private final InstantSource clock;
    private final Map<Mailbox.Key, Integer> boxes;
    private final Consumer<Mailbox.Key> changed;
    private final Map<String, Draft> drafts = new HashMap<>();
    private final Map<SoundId, byte[]> sounds = new HashMap<>();
    private final Map<MessageId, Message> messages = new LinkedHashMap<>();
    private final Map<Mailbox.Key, Map<Greeting.Kind, Greeting>> greetings = new HashMap<>();
    private final Map<MessageId, List<String>> facts = new HashMap<>();

    private static final class Draft {
        final Mailbox.Key box;
        final Purpose purpose;
        final Duration shortest;
        final long most;
        final Instant began;
        final Map<Integer, Piece> pieces = new TreeMap<>();
        Instant lease;
        boolean finished;
        Duration silence = Duration.ZERO;

        Draft(Mailbox.Key box, Purpose purpose, Duration shortest, Duration longest, Instant now) {
            this.box = box;
            this.purpose = purpose;
            this.shortest = shortest;
            this.most = (longest.isZero() ? LONGEST : longest).toMillis() * SAMPLES_A_MILLI;
            this.began = now;
            this.lease = now.plus(LEASE);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Piece(long at, byte[] sound) {
        long end() {
            return at + sound.length;
        }
    }

    /**
     * Makes an empty store.
     *
     * @param boxes the mailboxes there are, and how many messages each may have
     * @param changed told at once whose counts may have changed
     */
    public InMemoryMessageStore(InstantSource clock, Map<Mailbox.Key, Integer> boxes, Consumer<Mailbox.Key> changed) {
        this.clock = clock;
        this.boxes = Map.copyOf(boxes);
        this.changed = changed;
    }

    /** The types of the facts about a message. */
    public synchronized List<String> facts(MessageId id) {
        return List.copyOf(facts.getOrDefault(id, List.of()));
    }

    /** What any replica does all the time: delivers or drops what nobody goes on with. */
    public synchronized void sweep() {
        for (Map.Entry<String, Draft> entry : List.copyOf(drafts.entrySet())) {
            if (entry.getValue().lease.isBefore(clock.instant())) {
                Recording recording = new Recording(new SoundId(entry.getKey()), PLACE + entry.getKey());
                if (entry.getValue().purpose instanceof Purpose.Message) {
                    finish(recording);
                } else {
                    discard(recording);
                }
            }
        }
    }

    @Override
    public synchronized Recording begin(Mailbox.Key box, Purpose purpose, Duration shortest, Duration longest) {
        String id = FactId.at(clock.instant());
        drafts.put(id, new Draft(box, purpose, shortest, longest, clock.instant()));
        return new Recording(new SoundId(id), PLACE + id);
    }

    @Override
    public synchronized Taken put(String key, int number, Duration offset, byte[] sound) {
        Draft draft = drafts.get(key);
        long at = offset.toMillis() * SAMPLES_A_MILLI;
        if (draft == null || draft.finished || at >= draft.most) {
            return Taken.OVER;
        }
        draft.pieces.putIfAbsent(number, new Piece(at, sound.clone()));
        draft.lease = clock.instant().plus(LEASE);
        return Taken.YES;
    }

    @Override
    public synchronized Taken end(String key, int chunks, Duration silence) {
        Draft draft = drafts.get(key);
        if (draft == null) {
            return Taken.OVER;
        }
        draft.silence = silence;
        return Taken.YES;
    }

    @Override
    public synchronized void prolong(Recording recording, Duration by) {
        Optional.ofNullable(drafts.get(recording.id().text()))
                .ifPresent(draft -> draft.lease = clock.instant().plus(by));
    }

    @Override
    public synchronized Finished finish(Recording recording) {
        MessageId id = new MessageId(recording.id().text());
        Draft draft = drafts.get(id.text());
        if (draft == null) {
            return facts.containsKey(id) ? new Finished.Left(id) : new Finished.Gone();
        }
        Duration spoken = length(sound(draft)).minus(draft.silence);
        draft.pieces.values().removeIf(piece -> isBehind(piece, spoken, draft.silence));
        byte[] sound = sound(draft);
        if (sound.length == 0 || spoken.compareTo(draft.shortest) < 0) {
            drafts.remove(id.text());
            return new Finished.TooShort();
        }
        draft.finished = true;
        return switch (draft.purpose) {
            case Purpose.Message message -> {
                drafts.remove(id.text());
                leave(id, draft, message, draft.box, sound);
                message.copies().stream()
                        .filter(box -> !full(box))
                        .forEach(box -> leave(new MessageId(FactId.at(draft.began)), draft, message, box, sound));
                yield new Finished.Left(id);
            }
            case Purpose.Greeting(Greeting.Kind kind) -> {
                drafts.remove(id.text());
                putGreeting(draft.box, kind, sound, recording.id());
                yield new Finished.Kept();
            }
            case Purpose.Comment _ -> new Finished.Kept();
        };
    }

    private void leave(MessageId id, Draft draft, Purpose.Message purpose, Mailbox.Key box, byte[] sound) {
        leave(
                new Message(
                        id,
                        box,
                        Folder.NEW,
                        purpose.caller(),
                        draft.began,
                        length(sound),
                        false,
                        purpose.urgent(),
                        purpose.callId()),
                sound);
    }

    private void leave(Message message, byte[] sound) {
        messages.put(message.id(), message);
        sounds.put(message.sound(), sound);
        tell(message.id(), "MessageLeft");
        changed.accept(message.box());
    }

    private void tell(MessageId id, String fact) {
        facts.computeIfAbsent(id, none -> new ArrayList<>()).add(fact);
    }

    @Override
    public synchronized void discard(Recording recording) {
        drafts.remove(recording.id().text());
    }

    @Override
    public synchronized boolean full(Mailbox.Key box) {
        return list(box, Folder.NEW).size() >= boxes.getOrDefault(box, 0);
    }

    @Override
    public synchronized MailboxCounts counts(Mailbox.Key box) {
        List<Message> fresh = list(box, Folder.NEW);
        int urgent = (int) fresh.stream().filter(Message::urgent).count();
        return new MailboxCounts(fresh.size(), list(box, Folder.OLD).size(), urgent);
    }

    @Override
    public synchronized Map<Mailbox.Key, MailboxCounts> counts(Collection<Mailbox.Key> several) {
        return several.stream().distinct().collect(Collectors.toMap(box -> box, this::counts));
    }

    @Override
    public synchronized List<Message> list(Mailbox.Key box, Folder folder) {
        return messages.values().stream()
                .filter(message -> message.box().equals(box) && message.folder() == folder)
                .sorted(Comparator.comparing(Message::urgent).reversed().thenComparing(Message::left))
                .toList();
    }

    @Override
    public synchronized Optional<Message> message(Mailbox.Key box, MessageId id) {
        return Optional.ofNullable(messages.get(id))
                .filter(message -> message.box().equals(box));
    }

    @Override
    public synchronized void markHeard(Mailbox.Key box, MessageId id) {
        message(box, id).filter(message -> !message.heard()).ifPresent(message -> {
            messages.put(id, with(message, message.folder(), true));
            tell(id, "MessageHeard");
        });
    }

    @Override
    public synchronized Moved move(Mailbox.Key box, MessageId id, Folder to) {
        Optional<Message> found = message(box, id);
        if (found.isEmpty()) {
            return Moved.GONE;
        }
        if (found.get().folder() != to && list(box, to).size() >= boxes.getOrDefault(box, 0)) {
            return Moved.FULL;
        }
        messages.put(id, with(found.get(), to, found.get().heard()));
        changed.accept(box);
        return Moved.DONE;
    }

    private static Message with(Message message, Folder folder, boolean heard) {
        return new Message(
                message.id(),
                message.box(),
                folder,
                message.caller(),
                message.left(),
                message.length(),
                heard,
                message.urgent(),
                message.callId());
    }

    @Override
    public synchronized void delete(Mailbox.Key box, Collection<MessageId> ids) {
        ids.stream().flatMap(id -> message(box, id).stream()).forEach(message -> {
            messages.remove(message.id());
            sounds.remove(message.sound());
            tell(message.id(), "MessageDeleted");
        });
        changed.accept(box);
    }

    @Override
    public synchronized List<Mailbox.Key> forward(
            Mailbox.Key box, MessageId id, Collection<Mailbox.Key> to, Optional<Recording> comment, String callId) {
        Optional<Message> found = message(box, id);
        if (found.isEmpty()) {
            return List.of();
        }
        byte[] before = comment.flatMap(recording ->
                        Optional.ofNullable(drafts.remove(recording.id().text())))
                .map(InMemoryMessageStore::sound)
                .orElse(new byte[0]);
        byte[] original = sounds.getOrDefault(id.sound(), new byte[0]);
        byte[] sound = Arrays.copyOf(before, before.length + original.length);
        System.arraycopy(original, 0, sound, before.length, original.length);
        List<Mailbox.Key> got = to.stream().filter(other -> !full(other)).toList();
        got.forEach(other -> leave(
                new Message(
                        new MessageId(FactId.at(clock.instant())),
                        other,
                        Folder.NEW,
                        found.get().caller(),
                        clock.instant(),
                        length(sound),
                        false,
                        found.get().urgent(),
                        callId),
                sound));
        return got;
    }

    @Override
    public synchronized Optional<Greeting> greeting(Mailbox.Key box, Greeting.Kind kind) {
        return Optional.ofNullable(greetings.getOrDefault(box, Map.of()).get(kind));
    }

    @Override
    public synchronized Greeting putGreeting(Mailbox.Key box, Greeting.Kind kind, byte[] sound) {
        return putGreeting(box, kind, sound.clone(), new SoundId(FactId.at(clock.instant())));
    }

    private Greeting putGreeting(Mailbox.Key box, Greeting.Kind kind, byte[] sound, SoundId id) {
        removeGreeting(box, kind);
        Greeting greeting = new Greeting(kind, id, length(sound), clock.instant());
        greetings.computeIfAbsent(box, none -> new HashMap<>()).put(kind, greeting);
        sounds.put(id, sound);
        return greeting;
    }

    @Override
    public synchronized void removeGreeting(Mailbox.Key box, Greeting.Kind kind) {
        greeting(box, kind).ifPresent(greeting -> {
            greetings.getOrDefault(box, new HashMap<>()).remove(kind);
            sounds.remove(greeting.sound());
        });
    }

    @Override
    public String soundUrl(SoundId sound) {
        return "http://store.example/sound/" + sound;
    }

    @Override
    public synchronized Optional<Duration> length(SoundId sound) {
        return bytes(sound).map(InMemoryMessageStore::length);
    }

    @Override
    public synchronized Optional<InputStream> open(SoundId sound, long from) {
        return bytes(sound)
                .map(bytes -> new ByteArrayInputStream(
                        bytes, (int) Math.min(from, bytes.length), (int) Math.max(0, bytes.length - from)));
    }

    private Optional<byte[]> bytes(SoundId sound) {
        return Optional.ofNullable(sounds.get(sound))
                .or(() -> Optional.ofNullable(drafts.get(sound.text())).map(InMemoryMessageStore::sound));
    }

    private static byte[] sound(Draft draft) {
        long end = draft.pieces.values().stream().mapToLong(Piece::end).max().orElse(0);
        byte[] whole = new byte[(int) end];
        Arrays.fill(whole, (byte) 0xFF);
        draft.pieces
                .values()
                .forEach(piece -> System.arraycopy(piece.sound(), 0, whole, (int) piece.at(), piece.sound().length));
        return whole;
    }

    private static boolean isBehind(Piece piece, Duration spoken, Duration silence) {
        return !silence.isZero() && piece.at() >= spoken.plus(LAST_BREATH).toMillis() * SAMPLES_A_MILLI;
    }

    private static Duration length(byte[] sound) {
        return Duration.ofMillis(sound.length / SAMPLES_A_MILLI);
    }
}
