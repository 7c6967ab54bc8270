package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.sdp.AllowList;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys in RTP (RFC 4733): those that a party presses, and those that it is to hear. */
class SessionKeysTest extends SessionFixture {
    private static final String KEYS = " 101\na=rtpmap:101 telephone-event/8000";
    private static final Duration PRESSED = Duration.ofMillis(160);

    @Test
    void a_key_that_a_party_presses_is_told_once_and_passes_to_the_other() {
        bothHaveKeys();

        press(alice, towardAlice, 5, 8_000, 0, 1_000);

        assertThat(keys()).containsExactly(new MediaEvent.Digit(SESSION, CALLER, '5', Duration.ofMillis(100)));
        assertThat(bob.heard()).hasSize(5).allMatch(heard -> heard.payloadType() == 101);
    }

    @Test
    void a_thousand_keys_over_a_lossy_path_are_each_told_once() {
        bothHaveKeys();
        Random loss = new Random(4733);

        for (int i = 0; i < 1_000; i++) {
            press(alice, towardAlice, i % 10, 8_000 + i * 1_600, i * 5, 30, loss);
            clock.advance(Duration.ofMillis(200));
        }

        assertThat(keys()).hasSize(1_000).extracting(MediaEvent.Digit::digit).startsWith('0', '1', '2');
    }

    @Test
    void a_key_whose_end_is_lost_is_told_when_the_next_is_pressed_or_after_a_while() {
        bothHaveKeys();
        alice.press(101, 1, 7, false, 320, 8_000, towardAlice);
        clock.advance(FRAME);
        assertThat(keys()).isEmpty();

        clock.advance(Duration.ofSeconds(2));

        assertThat(keys()).extracting(MediaEvent.Digit::digit).containsExactly('7');
    }

    @Test
    void a_party_hears_a_key_as_packets_each_20_ms_and_its_end_three_times() {
        bothHaveKeys();

        assertThat(on(new MediaCommand.SendDigit(SESSION, CALLEE, '9', PRESSED)))
                .isEqualTo(new MediaReply.Done());
        clock.advance(Duration.ofSeconds(1));

        assertThat(bob.events())
                .extracting(Party.Event::code, Party.Event::end, Party.Event::duration)
                .containsExactlyElementsOf(Stream.concat(
                                Stream.iterate(160, duration -> duration + 160)
                                        .limit(7)
                                        .map(duration -> tuple(9, false, duration)),
                                Stream.generate(() -> tuple(9, true, 1_280)).limit(3))
                        .toList());
        assertThat(bob.events())
                .extracting(Party.Event::timestamp)
                .containsOnly(bob.events().getFirst().timestamp());
    }

    @Test
    void what_the_party_hears_stays_one_sequence_without_a_gap_whatever_was_left_out_for_a_key() {
        bothHaveKeys();
        talk(alice, towardAlice, Duration.ofMillis(100));
        on(new MediaCommand.SendDigit(SESSION, CALLEE, '1', PRESSED));
        for (int i = 5; i < 25; i++) {
            alice.say(0, i, towardAlice);
            clock.advance(FRAME);
        }

        List<Integer> sequence = bob.heard().stream().map(Party.Heard::sequence).toList();
        for (int i = 1; i < sequence.size(); i++) {
            assertThat(sequence.get(i)).isEqualTo(sequence.get(i - 1) + 1);
        }
        assertThat(bob.heard()).extracting(Party.Heard::ssrc).containsOnly(Party.SSRC);
        assertThat(bob.heard())
                .extracting(Party.Heard::payloadType)
                .startsWith(0, 0, 0, 0, 0, 101)
                .endsWith(0, 0);
    }

    @Test
    void keys_asked_for_at_once_are_pressed_one_after_the_other() {
        bothHaveKeys();

        for (char digit : "12#".toCharArray()) {
            on(new MediaCommand.SendDigit(SESSION, CALLEE, digit, PRESSED));
        }
        clock.advance(Duration.ofSeconds(2));

        assertThat(bob.events().stream()
                        .filter(Party.Event::end)
                        .map(Party.Event::code)
                        .distinct())
                .containsExactly(1, 2, 11);
    }

    @Test
    void a_party_without_keys_in_rtp_hears_none() {
        assertThat(reason(on(new MediaCommand.SendDigit(SESSION, CALLEE, '9', PRESSED))))
                .isEqualTo(Reason.WRONG_STATE);
    }

    @Test
    void keys_of_a_party_go_no_further_by_rtp_where_the_other_gets_them_by_signalling() {
        agree(alice, CALLER, "0" + KEYS, ALLOWED, Optional.empty());
        agree(
                bob,
                CALLEE,
                "0" + KEYS,
                Stream.concat(ALLOWED.stream(), Stream.of(AllowList.NO_EVENTS)).toList(),
                Optional.of(CALLER));
        agree(alice, CALLER, "0" + KEYS, ALLOWED, Optional.of(CALLEE));
        bob.heard().clear();

        press(alice, towardAlice, 5, 8_000, 0, 1_000);

        assertThat(keys()).hasSize(1);
        assertThat(bob.heard()).isEmpty();
    }

    @Test
    void keys_that_the_other_is_not_to_have_are_told_and_leave_no_gap_in_what_it_hears() {
        bothHaveKeys();
        on(new MediaCommand.Hear(SESSION, CALLEE, new Source.FromLeg(CALLER, false)));
        talk(alice, towardAlice, Duration.ofMillis(100));

        press(alice, towardAlice, 5, 8_000, 5, 1_000);

        alice.say(0, 10, towardAlice);
        clock.advance(FRAME);
        assertThat(keys()).extracting(MediaEvent.Digit::digit).containsExactly('5');
        assertThat(bob.heard()).extracting(Party.Heard::payloadType).containsOnly(0);
        List<Integer> sequence = bob.heard().stream().map(Party.Heard::sequence).toList();
        assertThat(sequence).hasSize(6);
        assertThat(sequence.getLast()).isEqualTo(sequence.getFirst() + 5);
    }

    private void bothHaveKeys() {
        agree(alice, CALLER, "0" + KEYS, ALLOWED, Optional.empty());
        agree(bob, CALLEE, "0" + KEYS, ALLOWED, Optional.of(CALLER));
    }

    private void agree(Party party, LegId leg, String formats, List<String> allowed, Optional<LegId> like) {
        on(new MediaCommand.AcceptOffer(SESSION, leg, party.sdp(formats), allowed, true, Optional.empty()));
        assertThat(on(new MediaCommand.CreateAnswer(SESSION, leg, like))).isInstanceOf(MediaReply.Description.class);
    }

    /** Two updates and three ends, some of which may be lost. */
    private void press(Party party, InetSocketAddress to, int code, int timestamp, int sequence, int lossAbove) {
        press(party, to, code, timestamp, sequence, lossAbove, new Random(1));
    }

    private void press(
            Party party, InetSocketAddress to, int code, int timestamp, int sequence, int oneIn, Random loss) {
        for (int packet = 0; packet < 5; packet++) {
            if (loss.nextInt(oneIn) != 0) {
                party.press(
                        101, sequence + packet, code, packet >= 2, Math.min(800, 320 * (packet + 1)), timestamp, to);
            }
            clock.advance(FRAME);
        }
    }

    private List<MediaEvent.Digit> keys() {
        return events.stream()
                .flatMap(event -> event instanceof MediaEvent.Digit digit ? Stream.of(digit) : Stream.empty())
                .toList();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }
}
