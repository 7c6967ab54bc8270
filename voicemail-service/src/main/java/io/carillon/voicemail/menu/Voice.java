package io.carillon.voicemail.menu;

import io.carillon.prompts.speech.Gender;
import io.carillon.prompts.speech.Language;
import io.carillon.protocol.media.Sound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Speaks to the caller in one language, and listens to the keys. For one thread. */
final class Voice {
    /** Every key cuts. */
    static final String ANY = "0123456789*#";

    /** How long a menu waits for a choice. */
    static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final String NONE = "";

    private static final char POUND = '#';

    /** As long as it may take to find the number on a piece of paper. */
    private static final Duration FIRST_DIGIT = Duration.ofSeconds(10);

    private static final Duration NEXT_DIGIT = Duration.ofSeconds(2);

    /** No mailbox has a longer number, and no PIN is longer. */
    private static final int MOST_DIGITS = 32;

    private final Channel channel;
    private final String code;
    private final Language language;

    /** @param code of the language: {@code fr_CA} */
    Voice(Channel channel, String code) {
        this.channel = channel;
        this.code = code;
        this.language = Language.of(code);
    }

    Channel channel() {
        return channel;
    }

    Language language() {
        return language;
    }

    /** The same caller, spoken to in another language. */
    Voice in(String other) {
        return other.equals(code) ? this : new Voice(channel, other);
    }

    Sound prompt(String name) {
        return new Sound.Prompt(name, code);
    }

    List<Sound> prompts(List<String> names) {
        return names.stream().map(this::prompt).toList();
    }

    List<String> number(long value) {
        return language.number(value, Gender.MASCULINE);
    }

    /** Says it to the end. */
    void tell(String... names) {
        channel.play(prompts(List.of(names)), NONE);
    }

    /** Says it, or as much as is wanted before a key. */
    Optional<Character> say(String... names) {
        return say(List.of(names));
    }

    Optional<Character> say(List<String> names) {
        return play(prompts(names), ANY);
    }

    Optional<Character> play(List<Sound> sounds, String cutBy) {
        return sounds.isEmpty() ? Optional.empty() : channel.play(sounds, cutBy).key();
    }

    /** Says it and waits for a choice. */
    Optional<Character> ask(List<String> names) {
        return say(names).or(() -> channel.key(PATIENCE));
    }

    /** Says it and reads digits until {@code #}, or until no more come; that key is not among them. */
    String digits(String... names) {
        StringBuilder typed = new StringBuilder();
        Optional<Character> key = say(names).or(() -> channel.key(FIRST_DIGIT));
        while (key.isPresent() && key.get() != POUND && typed.length() < MOST_DIGITS) {
            typed.append(key.get().charValue());
            key = channel.key(NEXT_DIGIT);
        }
        return typed.toString();
    }

    /** The lists one after the other. */
    @SafeVarargs
    static List<String> joined(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
