package io.carillon.voicemail.menu;

import io.carillon.protocol.media.Sound;
import io.carillon.voicemail.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Plays a message: which one it is, its envelope, then what was said. While that is heard {@code #} goes on a little, {@code
 * *} goes back, {@code 0} pauses, {@code 2} begins anew, and any other key is the menu's.
 */
final class MessagePlayer {
    private static final char SKIP_ENVELOPE = '1';
    private static final char FORWARD = '#';
    private static final char BACK = '*';
    private static final char PAUSE = '0';
    private static final char RESTART = '2';

    /** Whoever pauses longer has put the receiver aside. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Owner owner;
    private final Voice voice;

    MessagePlayer(Owner owner) {
        this.owner = owner;
        this.voice = owner.voice();
    }

    /**
     * @param number of the message in its folder, from 1
     * @param heard told when the message itself begins
     * @return the key that is the menu's
     */
    Optional<Character> play(Message message, int number, int of, Runnable heard) {
        List<Sound> before = new Envelope(owner).before(message, number, of);
        Optional<Character> key = voice.play(before, Voice.ANY);
        if (key.filter(pressed -> pressed != SKIP_ENVELOPE).isPresent()) {
            return key;
        }
        heard.run();
        return playSound(message);
    }

    private Optional<Character> playSound(Message message) {
        String url = owner.office().store().soundUrl(message.sound());
        Duration at = Duration.ZERO;
        for (; ; ) {
            Played played = voice.channel().play(List.of(new Sound.Stored(url, at)), Voice.ANY);
            if (played.key().isEmpty()) {
                return Optional.empty();
            }
            Duration reached = at.plus(played.played());
            char key = played.key().get();
            switch (key) {
                case FORWARD -> at = reached.plus(owner.settings().skip());
                case BACK -> at = reached.minus(owner.settings().skip());
                case RESTART -> at = Duration.ZERO;
                case PAUSE -> {
                    at = reached;
                    Optional<Character> after = voice.channel().key(LONGEST_PAUSE);
                    if (after.filter(pressed -> pressed != PAUSE).isPresent()) {
                        return after;
                    }
                }
                default -> {
                    return played.key();
                }
            }
            if (at.compareTo(message.length()) >= 0) {
                return Optional.empty();
            }
            at = at.isNegative() ? Duration.ZERO : at;
        }
    }
}
