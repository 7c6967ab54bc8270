package io.carillon.prompts.speech;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says values as names of prompts, in the order and form of one language. Pure; a number too large for the words that there
 * are is said digit by digit.
 */
public sealed interface Language permits English, French {
    /** The first number without words: a million millions. */
    long TOO_LARGE = 1_000_000_000_000L;

    /** The language of a code such as {@code fr_CA}; English for those that we do not speak, as Asterisk does. */
    static Language of(String code) {
        return code.toLowerCase(Locale.ROOT).matches("fr([_-].*)?") ? new French() : new English();
    }

    /** The two letters below which our own prompts of it stand. */
    String code();

    /** SayNumber(): 21 is twenty one, vingt et un. */
    List<String> number(long value, Gender gender);

    /** 21 is twenty-first, vingt et unième. */
    List<String> ordinal(long value, Gender gender);

    /**
     * SayUnixTime().
     *
     * @param when in the zone of whoever listens
     * @param now for today and yesterday
     */
    default List<String> time(ZonedDateTime when, TimeFormat format, ZonedDateTime now) {
        List<String> prompts = new ArrayList<>();
        for (TimeFormat.Item item : format.items()) {
            switch (item) {
                case TimeFormat.Item.Prompt(String name) -> prompts.add(name);
                case TimeFormat.Item.Field field -> prompts.addAll(field(field, when, now));
            }
        }
        return prompts;
    }

    /** One part of a date or a time. */
    List<String> field(TimeFormat.Item.Field field, ZonedDateTime when, ZonedDateTime now);

    /** What SayUnixTime() says when nobody says how: the whole date and the time. */
    TimeFormat usualFormat();

    /** How voicemail says when a message came, where voicemail.conf does not say. */
    TimeFormat envelopeFormat();

    /** Hours, minutes and seconds, without those that are none. */
    List<String> duration(Duration duration);

    /** How voicemail greets: you have three new and two old messages. */
    default List<String> messages(int fresh, int old) {
        if (fresh == 0 && old == 0) {
            return noMessages();
        }
        List<String> prompts = new ArrayList<>(List.of("vm-youhave"));
        if (fresh > 0) {
            prompts.addAll(number(fresh, Gender.MASCULINE));
            prompts.add("vm-INBOX");
        }
        if (fresh > 0 && old > 0) {
            prompts.add("vm-and");
        }
        if (old > 0) {
            prompts.addAll(number(old, Gender.MASCULINE));
            prompts.add("vm-Old");
        }
        prompts.add((old > 0 ? old : fresh) == 1 ? "vm-message" : "vm-messages");
        return prompts;
    }

    /** You have no messages. */
    List<String> noMessages();

    /** The messages of a folder, as menus name them: new messages. */
    List<String> messagesIn(Folder folder);

    /**
     * Which message follows: first message, message 2, last message.
     *
     * @param number from 1
     */
    default List<String> message(int number, int of) {
        if (number == 1) {
            return List.of("vm-first", "vm-message");
        }
        if (number == of) {
            return List.of("vm-last", "vm-message");
        }
        List<String> prompts = new ArrayList<>(List.of("vm-message"));
        prompts.addAll(number(number, Gender.MASCULINE));
        return prompts;
    }

    /** Digit by digit, for numbers beyond all words. */
    static List<String> spelled(long value) {
        return Spelling.digits(Long.toString(value));
    }
}
