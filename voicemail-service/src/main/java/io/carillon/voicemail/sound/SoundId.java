package io.carillon.voicemail.sound;

/** Names a sound that the store keeps: of a message, of a greeting, or of a recording that is under way. No secret. */
public record SoundId(String text) {
    @Override
    public String toString() {
        return text;
    }
}
