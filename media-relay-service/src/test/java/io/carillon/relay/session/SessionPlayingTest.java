package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent.Played;
import io.carillon.protocol.media.PlaybackId;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a party hears of us: packets, their numbers and their times, and how it ends. */
class SessionPlayingTest extends SessionFixture {
    private static final int MU_LAW = 0;

    @Test
    void a_prompt_is_a_packet_each_20_ms_under_one_ssrc_and_its_end_is_told() {
        sounds.has("hello", 50);

        play("", "hello");
        clock.advance(Duration.ofSeconds(2));

        assertThat(alice.heard()).hasSize(50).allMatch(heard -> heard.payloadType() == MU_LAW);
        assertThat(alice.heard())
                .extracting(Party.Heard::ssrc)
                .containsOnly(alice.heard().getFirst().ssrc());
        assertThat(steps(alice.heard().stream().map(Party.Heard::sequence).toList()))
                .containsOnly(1);
        assertThat(steps(alice.heard().stream().map(Party.Heard::timestamp).toList()))
                .containsOnly(160);
        assertThat(alice.heard())
                .extracting(Party.Heard::marker)
                .startsWith(true, false)
                .endsWith(false);
        assertThat(played()).containsExactly(ended(Played.End.FINISHED, Duration.ofSeconds(1), Optional.empty()));
        assertThat(sounds.open()).isZero();
    }

    @Test
    void an_end_that_a_broken_connection_has_swallowed_is_told_to_whoever_speaks_for_the_session_next() {
        sounds.has("hello", 50);
        controller = _ -> {};
        play("", "hello");
        clock.advance(Duration.ofSeconds(2));
        assertThat(played()).isEmpty();

        controller = events::add;
        on(new MediaCommand.Keep(SESSION));
        on(new MediaCommand.Keep(SESSION));

        assertThat(played()).containsExactly(ended(Played.End.FINISHED, Duration.ofSeconds(1), Optional.empty()));
    }

    @Test
    void sounds_follow_each_other_without_a_gap() {
        sounds.has("one", 3);
        sounds.has("two", 4);

        play("", "one", "two");
        clock.advance(Duration.ofSeconds(1));

        assertThat(alice.heard()).hasSize(7);
        assertThat(steps(alice.heard().stream().map(Party.Heard::timestamp).toList()))
                .containsOnly(160);
    }

    @Test
    void a_long_prompt_is_read_in_parts_and_heard_whole() {
        sounds.has("story", 1_000);

        play("", "story");
        clock.advance(Duration.ofSeconds(21));

        assertThat(alice.heard()).hasSize(1_000);
        assertThat(steps(alice.heard().stream().map(Party.Heard::sequence).toList()))
                .containsOnly(1);
    }

    @Test
    void a_key_that_cuts_ends_it_when_it_goes_down() {
        haveKeys();
        sounds.has("menu", 500);
        play("12#", "menu");
        clock.advance(Duration.ofMillis(100));
        int before = alice.heard().size();

        alice.press(101, 1, 1, false, 160, 8_000, towardAlice);
        clock.advance(Duration.ofSeconds(1));

        assertThat(alice.heard()).hasSize(before);
        assertThat(played()).extracting(Played::end).containsExactly(Played.End.CUT);
    }

    @Test
    void another_key_does_not() {
        haveKeys();
        sounds.has("menu", 10);
        play("12#", "menu");

        alice.press(101, 1, 9, false, 160, 8_000, towardAlice);
        clock.advance(Duration.ofSeconds(1));

        assertThat(alice.heard()).hasSize(10);
        assertThat(played()).extracting(Played::end).containsExactly(Played.End.FINISHED);
    }

    @Test
    void the_last_packets_of_a_key_that_was_pressed_before_cut_nothing() {
        haveKeys();
        sounds.has("again", 10);
        alice.press(101, 1, 1, true, 800, 8_000, towardAlice);
        clock.advance(FRAME);
        play("12#", "again");

        alice.press(101, 1, 1, true, 800, 8_000, towardAlice);
        clock.advance(Duration.ofSeconds(1));

        assertThat(alice.heard()).hasSize(10);
    }

    @Test
    void what_is_missing_is_left_out_and_told() {
        sounds.has("two", 4);

        play("", "one", "two");
        clock.advance(Duration.ofSeconds(1));

        assertThat(alice.heard()).hasSize(4);
        assertThat(played()).singleElement().satisfies(end -> {
            assertThat(end.end()).isEqualTo(Played.End.FINISHED);
            assertThat(end.why().orElse("")).contains("one");
        });
    }

    @Test
    void who_asks_again_for_what_is_being_played_changes_nothing() {
        sounds.has("hello", 50);
        play("", "hello");
        clock.advance(Duration.ofMillis(500));

        play("", "hello");
        clock.advance(Duration.ofSeconds(2));

        assertThat(alice.heard()).hasSize(50);
        assertThat(played()).hasSize(1);
    }

    @Test
    void where_nothing_can_be_played_that_is_told() {
        play("", "one");
        clock.advance(Duration.ofSeconds(1));

        assertThat(played()).extracting(Played::end).containsExactly(Played.End.UNPLAYABLE);
    }

    @Test
    void music_goes_on_until_something_else_is_to_be_heard() {
        sounds.has("music", 5);
        hear(new Source.Playing(new PlaybackId(1), List.of(new Sound.Prompt("music", "en")), "", true));
        clock.advance(Duration.ofSeconds(10));
        assertThat(alice.heard().size()).isBetween(499, 501);
        alice.heard().clear();

        hear(new Source.Silence());
        clock.advance(Duration.ofSeconds(1));

        assertThat(alice.heard()).isEmpty();
        assertThat(played()).isEmpty();
        assertThat(sounds.open()).isZero();
    }

    @Test
    void what_is_said_after_a_speaker_goes_on_in_its_own_numbers() {
        sounds.has("hello", 2);
        play("", "hello");
        clock.advance(FRAME.multipliedBy(4));
        hear(new Source.FromLeg(CALLEE));
        talk(bob, towardBob, FRAME.multipliedBy(3));
        alice.heard().clear();

        hear(new Source.Playing(new PlaybackId(2), List.of(new Sound.Prompt("hello", "en")), "", false));
        clock.advance(FRAME.multipliedBy(4));

        assertThat(alice.heard()).hasSize(2);
        assertThat(alice.heard().getFirst().marker()).isTrue();
        assertThat(alice.heard().getFirst().ssrc()).isNotEqualTo(Party.SSRC);
    }

    @Test
    void a_loop_that_was_held_up_makes_up_for_it() {
        sounds.has("hello", 50);
        play("", "hello");
        clock.advance(FRAME.multipliedBy(5));

        clock.stall(Duration.ofMillis(100));
        clock.advance(FRAME);

        assertThat(alice.heard()).hasSize(12);
        assertThat(steps(alice.heard().stream().map(Party.Heard::timestamp).toList()))
                .containsOnly(160);
    }

    private void haveKeys() {
        String keys = "0 101\na=rtpmap:101 telephone-event/8000";
        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp(keys), ALLOWED, true, Optional.empty()));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.empty()));
    }

    private void play(String cutBy, String... prompts) {
        List<Sound> list = Stream.of(prompts)
                .<Sound>map(name -> new Sound.Prompt(name, "en"))
                .toList();
        hear(new Source.Playing(new PlaybackId(1), list, cutBy, false));
    }

    private void hear(Source source) {
        on(new MediaCommand.Hear(SESSION, CALLER, source));
    }

    private List<Played> played() {
        return events.stream()
                .filter(Played.class::isInstance)
                .map(Played.class::cast)
                .toList();
    }

    private static Played ended(Played.End how, Duration length, Optional<String> why) {
        return new Played(SESSION, CALLER, new PlaybackId(1), how, length, why);
    }

    private static List<Integer> steps(List<Integer> numbers) {
        return Stream.iterate(1, i -> i < numbers.size(), i -> i + 1)
                .map(i -> numbers.get(i) - numbers.get(i - 1))
                .toList();
    }
}
