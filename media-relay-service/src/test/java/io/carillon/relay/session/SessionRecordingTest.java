package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent.Recorded;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.RecordingId;
import io.carillon.protocol.media.RecordingLimits;
import io.carillon.relay.recording.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A leg that is recorded: what arrives where it is kept, and how the end is told. */
class SessionRecordingTest extends SessionFixture {
    private static final RecordingLimits LIMITS = new RecordingLimits(Duration.ofMinutes(3), Duration.ZERO, 0);
    private static final Duration SPOKEN = Duration.ofMillis(1_700);

    @Test
    void what_is_said_arrives_in_half_seconds_and_its_end_is_told_when_it_has_arrived() {
        record("#");
        talk(alice, towardAlice, SPOKEN);

        on(new MediaCommand.StopRecording(SESSION, CALLER));
        clock.run();

        assertThat(recipient.sound()).hasSize((int) SPOKEN.toMillis() * 8);
        assertThat(recipient.order()).containsExactly(0, 1, 2, 3);
        assertThat(recipient.ended()).contains(4);
        assertThat(recorded())
                .containsExactly(new Recorded(
                        SESSION,
                        CALLER,
                        new RecordingId("r"),
                        Recorded.End.STOPPED,
                        SPOKEN,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void whoever_hears_the_party_goes_on_hearing_it() {
        record("#");

        talk(alice, towardAlice, SPOKEN);

        assertThat(bob.heard()).hasSize((int) SPOKEN.dividedBy(FRAME));
    }

    @Test
    void a_key_that_ends_it_is_told() {
        haveKeys();
        record("#");
        talk(alice, towardAlice, FRAME.multipliedBy(10));

        alice.press(101, 10, 11, false, 160, 1_600, towardAlice);
        clock.advance(FRAME);

        assertThat(recorded()).singleElement().satisfies(end -> {
            assertThat(end.end()).isEqualTo(Recorded.End.KEY);
            assertThat(end.key()).contains('#');
            assertThat(end.length()).isEqualTo(FRAME.multipliedBy(10));
        });
    }

    @Test
    void a_recording_ends_with_its_leg_and_what_was_said_has_arrived() {
        record("#");
        talk(alice, towardAlice, SPOKEN);

        on(new MediaCommand.Release(SESSION));
        clock.run();

        assertThat(recorded()).extracting(Recorded::end).containsExactly(Recorded.End.LEFT);
        assertThat(recipient.sound()).hasSize((int) SPOKEN.toMillis() * 8);
    }

    @Test
    void a_recipient_that_is_away_for_ten_seconds_loses_nothing_and_gets_everything_in_order() {
        record("#");
        talk(alice, towardAlice, SPOKEN);
        recipient.answers(new Answer.Failed("away"));
        say(alice, 85, Duration.ofSeconds(10));
        recipient.answers(new Answer.Acknowledged());
        say(alice, 585, Duration.ofSeconds(2));

        on(new MediaCommand.StopRecording(SESSION, CALLER));
        clock.run();

        assertThat(recipient.sound()).hasSize(13_700 * 8);
        assertThat(recipient.order()).isSorted();
        assertThat(recipient.ended()).contains(28);
        assertThat(recorded()).extracting(Recorded::end).containsExactly(Recorded.End.STOPPED);
    }

    @Test
    void one_that_is_away_for_good_is_not_asked_as_often_as_sound_comes_and_fails_after_five_seconds() {
        recipient.answers(new Answer.Failed("10.0.0.7:8083 answered 503"));
        record("#");
        talk(alice, towardAlice, Duration.ofSeconds(10));
        assertThat(recipient.requests()).isLessThan(20);

        on(new MediaCommand.StopRecording(SESSION, CALLER));
        clock.advance(Recorder.PATIENCE);

        assertThat(recorded()).singleElement().satisfies(end -> {
            assertThat(end.end()).isEqualTo(Recorded.End.FAILED);
            assertThat(end.why().orElse("")).contains("20 of 20 chunks", "answered 503");
        });
    }

    @Test
    void what_was_given_up_is_tried_for_a_minute_all_the_same_and_then_no_more() {
        record("#");
        talk(alice, towardAlice, SPOKEN);
        recipient.answers(new Answer.Failed("away"));
        on(new MediaCommand.Release(SESSION));
        clock.advance(Duration.ofSeconds(30));
        recipient.answers(new Answer.Acknowledged());
        clock.advance(Duration.ofSeconds(30));

        assertThat(recorded()).extracting(Recorded::end).containsExactly(Recorded.End.FAILED);
        assertThat(recipient.sound()).hasSize((int) SPOKEN.toMillis() * 8);
        assertThat(clock.waitingTimers()).isZero();
    }

    @Test
    void nothing_is_left_behind_by_one_that_never_came_back() {
        recipient.answers(new Answer.Failed("away"));
        record("#");
        talk(alice, towardAlice, SPOKEN);
        on(new MediaCommand.Release(SESSION));

        clock.advance(Duration.ofSeconds(65));

        assertThat(clock.waitingTimers()).isZero();
        assertThat(recorded()).hasSize(1);
    }

    @Test
    void a_recipient_that_wants_no_more_stops_it() {
        record("#");
        talk(alice, towardAlice, SPOKEN);
        recipient.answers(new Answer.Unwanted());

        say(alice, 85, Duration.ofSeconds(3));

        assertThat(recorded()).extracting(Recorded::end).containsExactly(Recorded.End.STOPPED);
        assertThat(recipient.requests()).isEqualTo(4);
        assertThat(recipient.ended()).isEmpty();
    }

    @Test
    void a_party_that_sends_nothing_is_silent_and_ends_it_so() {
        on(record(new RecordingLimits(Duration.ofMinutes(3), Duration.ofSeconds(4), 128), "#"));

        clock.advance(Duration.ofSeconds(6));

        assertThat(recorded()).extracting(Recorded::end).containsExactly(Recorded.End.SILENCE);
        assertThat(recipient.silence()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void the_same_command_again_begins_no_other_one() {
        record("#");
        talk(alice, towardAlice, SPOKEN);

        MediaReply again = on(record(LIMITS, "#"));

        assertThat(again).isEqualTo(new MediaReply.Done());
        assertThat(recipient.order()).containsExactly(0, 1, 2);
    }

    @Test
    void a_leg_has_one_recording_at_a_time() {
        record("#");

        MediaReply other = on(
                new MediaCommand.Record(SESSION, CALLER, new RecordingId("other"), RecipientInMemory.URL, LIMITS, "#"));

        assertThat(reason(other)).isEqualTo(Reason.WRONG_STATE);
    }

    @Test
    void nothing_is_recorded_for_a_host_that_is_not_ours() {
        MediaReply reply =
                on(new MediaCommand.Record(SESSION, CALLER, new RecordingId("r"), "http://192.0.2.9:80/", LIMITS, "#"));

        assertThat(reason(reply)).isEqualTo(Reason.BAD_COMMAND);
    }

    private void haveKeys() {
        String keys = "0 101\na=rtpmap:101 telephone-event/8000";
        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp(keys), ALLOWED, true, Optional.empty()));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.empty()));
    }

    private void record(String endedBy) {
        assertThat(on(record(LIMITS, endedBy))).isEqualTo(new MediaReply.Done());
    }

    private static MediaCommand record(RecordingLimits limits, String endedBy) {
        return new MediaCommand.Record(SESSION, CALLER, new RecordingId("r"), RecipientInMemory.URL, limits, endedBy);
    }

    private void say(Party party, int first, Duration howLong) {
        IntStream.range(first, first + (int) howLong.dividedBy(FRAME)).forEach(sequence -> {
            party.say(0, sequence, towardAlice);
            clock.advance(FRAME);
        });
    }

    private List<Recorded> recorded() {
        return events.stream()
                .filter(Recorded.class::isInstance)
                .map(Recorded.class::cast)
                .toList();
    }
}
