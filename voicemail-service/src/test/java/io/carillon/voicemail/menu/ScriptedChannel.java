package io.carillon.voicemail.menu;

import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.TypedAhead;
import io.carillon.voicemail.message.Caller;
import io.carillon.voicemail.message.Chunks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A caller who does what it was told to when it hears a prompt, and notes what it hears. Whatever waits for a key that it was
 * not told to press runs out of time at once.
 */
final class ScriptedChannel implements Channel {
    /** Half a second of µ-law. */
    private static final int CHUNK = 4_000;

    private static final Duration CHUNK_LASTS = Duration.ofMillis(500);
    private static final String RECORDED = "[recorded]";

    private final Chunks chunks;
    private final Caller caller;
    private final Map<String, Deque<String>> script = new HashMap<>();
    private final Map<String, Runnable> meanwhile = new HashMap<>();
    private final Deque<RecordingOutcome> sayings = new ArrayDeque<>();
    private final TypedAhead keys = new TypedAhead();
    private final List<String> heard = new ArrayList<>();
    private final List<RecordingRequest> recorded = new ArrayList<>();
    private int hangsUpAt = Integer.MAX_VALUE;
    private boolean gone;

    ScriptedChannel(Chunks chunks, Caller caller) {
        this.chunks = chunks;
        this.caller = caller;
    }

    /** Presses the keys when the prompt is heard: the first time, and at the next call of this the second time. */
    ScriptedChannel at(String prompt, String pressed) {
        script.computeIfAbsent(prompt, none -> new ArrayDeque<>()).add(pressed);
        return this;
    }

    /** Something else happens while the prompt is heard. */
    ScriptedChannel at(String prompt, Runnable happens) {
        meanwhile.put(prompt, happens);
        return this;
    }

    /** What the next recording is; usually two seconds and {@code #}. */
    ScriptedChannel says(Duration length, RecordingOutcome.End end, String key) {
        sayings.add(new RecordingOutcome(end, length, key.isEmpty() ? Optional.empty() : Optional.of(key.charAt(0))));
        return this;
    }

    /** Is gone when it would hear the sound of this number, from 0; a recording counts as one. */
    ScriptedChannel hangsUpAt(int sound) {
        hangsUpAt = sound;
        return this;
    }

    /** Names of prompts; {@code stored} with the place it began at; {@code [recorded]}. */
    List<String> heard() {
        return heard;
    }

    /** What the menus asked to record. */
    List<RecordingRequest> recorded() {
        return recorded;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public Played play(List<Sound> sounds, String cutBy) {
        for (Sound sound : sounds) {
            Optional<Character> cut = keys.next(cutBy);
            if (cut.isPresent()) {
                return new Played(cut, Duration.ZERO);
            }
            hear(name(sound));
        }
        return new Played(keys.next(cutBy), Duration.ofSeconds(1));
    }

    private void hear(String name) {
        throwIfGone();
        heard.add(name);
        Runnable happens = meanwhile.remove(name);
        if (happens != null) {
            happens.run();
        }
        Deque<String> pressed = script.get(name);
        if (pressed != null && !pressed.isEmpty()) {
            pressed.remove().chars().forEach(key -> keys.pressed((char) key));
        }
    }

    private void throwIfGone() {
        gone |= heard.size() >= hangsUpAt;
        if (gone) {
            throw new HungUp();
        }
    }

    private static String name(Sound sound) {
        return switch (sound) {
            case Sound.Prompt(String name, String language) -> language.equals("en") ? name : language + ":" + name;
            case Sound.Stored(String _, Duration from) -> from.isZero() ? "stored" : "stored+" + from.toSeconds();
            case Sound.Tones tones -> tones.definition();
            case Sound.Pause pause -> "pause " + pause.length();
        };
    }

    @Override
    public Optional<Character> key(Duration within) {
        throwIfGone();
        return keys.next();
    }

    @Override
    public RecordingOutcome record(RecordingRequest request) {
        if (gone) {
            throw new HungUp();
        }
        recorded.add(request);
        keys.forget();
        RecordingOutcome planned = sayings.isEmpty()
                ? new RecordingOutcome(RecordingOutcome.End.KEY, Duration.ofSeconds(2), Optional.of('#'))
                : sayings.remove();
        heard.add(RECORDED);
        gone |= planned.end() == RecordingOutcome.End.HUNG_UP || heard.size() - 1 >= hangsUpAt;
        put(request, planned.length());
        return gone ? new RecordingOutcome(RecordingOutcome.End.HUNG_UP, planned.length(), Optional.empty()) : planned;
    }

    private void put(RecordingRequest request, Duration length) {
        String url = request.into().url();
        String key = url.substring(url.lastIndexOf('/') + 1);
        int number = 0;
        for (Duration at = Duration.ZERO; at.compareTo(length) < 0; at = at.plus(CHUNK_LASTS)) {
            chunks.put(key, number, at, new byte[CHUNK]);
            number++;
        }
        chunks.end(key, number, Duration.ZERO);
    }
}
