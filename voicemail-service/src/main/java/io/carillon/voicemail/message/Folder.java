package io.carillon.voicemail.message;

import java.util.Optional;

/** Where a message lies; the numbers are the keys by which a caller chooses one. */
public enum Folder {
    NEW(0, "INBOX"),
    OLD(1, "Old"),
    WORK(2, "Work"),
    FAMILY(3, "Family"),
    FRIENDS(4, "Friends");

    private final int number;
    private final String title;

    Folder(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /** The key on the telephone, and what {@code a(n)} of VoiceMailMain means. */
    public int number() {
        return number;
    }

    /** Asterisk's name: its prompt is {@code vm-} and this. */
    public String title() {
        return title;
    }

    public static Optional<Folder> ofNumber(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }
}
