package io.carillon.voicemail.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.RecordingId;
import io.carillon.protocol.media.RecordingLimits;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.Source;
import io.carillon.voicemail.menu.HungUp;
import io.carillon.voicemail.menu.Played;
import io.carillon.voicemail.menu.RecordingOutcome;
import io.carillon.voicemail.menu.RecordingOutcome.End;
import io.carillon.voicemail.menu.RecordingRequest;
import io.carillon.voicemail.message.Caller;
import io.carillon.voicemail.message.Recording;
import io.carillon.voicemail.sound.SoundId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A relay by hand: what it will tell is put into the inbox before, or when it is told to do something. */
class RelayChannelTest {
    private static final Duration LENGTH = Duration.ofSeconds(3);
    private static final List<Sound> PROMPT = List.of(new Sound.Prompt("vm-intro", "en"));
    private static final RecordingRequest REQUEST = new RecordingRequest(
            new Recording(new SoundId("rec-1"), "http://voicemail/recordings/secret"),
            new RecordingLimits(Duration.ofMinutes(3), Duration.ZERO, 128),
            "#0");

    private final Inbox inbox = new Inbox();
    private final Relay relay = new Relay();
    private final RelayChannel channel = new RelayChannel(inbox, relay, Caller.UNKNOWN, Duration.ofMillis(1));

    @Test
    void a_key_that_is_here_before_the_ack_counts() {
        inbox.put(key('*'));
        inbox.put(new CallEvent.Confirmed(Optional.of("v=0")));

        assertThat(channel.awaitConfirmed(LENGTH).answer()).contains("v=0");
        assertThat(channel.key(Duration.ZERO)).contains('*');
    }

    @Test
    void who_does_not_acknowledge_has_gone() {
        assertThatThrownBy(() -> channel.awaitConfirmed(Duration.ofMillis(1))).isInstanceOf(HungUp.class);
    }

    @Test
    void a_prompt_is_played_to_its_end() {
        relay.whenHeard(new CallEvent.Played(1, MediaEvent.Played.End.FINISHED, LENGTH, Optional.empty()));

        assertThat(channel.play(PROMPT, "#")).isEqualTo(new Played(Optional.empty(), LENGTH));
    }

    @Test
    void a_key_that_cuts_is_told_when_it_comes_up() {
        relay.whenHeard(
                new CallEvent.Played(1, MediaEvent.Played.End.CUT, LENGTH, Optional.empty()), key('5'), key('#'));

        assertThat(channel.play(PROMPT, "#")).isEqualTo(new Played(Optional.of('#'), LENGTH));
    }

    @Test
    void keys_that_do_not_cut_wait_for_whoever_asks() {
        relay.whenHeard(key('4'), new CallEvent.Played(1, MediaEvent.Played.End.FINISHED, LENGTH, Optional.empty()));
        channel.play(PROMPT, "");

        assertThat(channel.key(Duration.ZERO)).contains('4');
    }

    @Test
    void a_key_pressed_ahead_lets_nothing_be_played() {
        inbox.put(key('7'));

        assertThat(channel.play(PROMPT, "7").key()).contains('7');
        assertThat(relay.heard).isEmpty();
    }

    @Test
    void a_key_by_info_cuts_as_well() {
        relay.whenHeard(new CallEvent.Key('1', true));

        assertThat(channel.play(PROMPT, "1").key()).contains('1');
        assertThat(relay.heard).last().isEqualTo(new Source.Silence());
    }

    @Test
    void a_key_that_was_pressed_before_the_relay_began_to_play_cuts_as_well() {
        relay.whenHeard(key('1'));

        assertThat(channel.play(PROMPT, "1").key()).contains('1');
        assertThat(relay.heard).last().isEqualTo(new Source.Silence());
    }

    @Test
    void what_was_played_before_ends_nothing_that_is_played_now() {
        relay.whenHeard(new CallEvent.Played(1, MediaEvent.Played.End.FINISHED, LENGTH, Optional.empty()));
        channel.play(PROMPT, "");
        relay.whenHeard(
                new CallEvent.Played(1, MediaEvent.Played.End.FINISHED, LENGTH, Optional.empty()),
                new CallEvent.Played(2, MediaEvent.Played.End.FINISHED, Duration.ZERO, Optional.empty()));

        assertThat(channel.play(PROMPT, "").played()).isZero();
    }

    @Test
    void without_a_key_in_time_there_is_none() {
        assertThat(channel.key(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void who_has_gone_is_told_of_in_each_method() {
        inbox.put(new CallEvent.Gone());

        assertThatThrownBy(() -> channel.key(Duration.ofSeconds(5))).isInstanceOf(HungUp.class);
        assertThatThrownBy(() -> channel.play(PROMPT, "")).isInstanceOf(HungUp.class);
        assertThatThrownBy(() -> channel.record(REQUEST)).isInstanceOf(HungUp.class);
    }

    @Test
    void a_relay_that_plays_nothing_any_more_is_a_caller_who_has_gone() {
        relay.refuses = true;

        assertThatThrownBy(() -> channel.play(PROMPT, "")).isInstanceOf(HungUp.class);
    }

    @Test
    void a_relay_that_is_lost_while_it_plays_is_noticed() {
        relay.there = false;

        assertThatThrownBy(() -> channel.play(PROMPT, "")).isInstanceOf(HungUp.class);
    }

    @Test
    void a_relay_that_is_lost_while_a_key_is_waited_for_is_noticed() {
        relay.there = false;

        assertThatThrownBy(() -> channel.key(Duration.ofSeconds(5))).isInstanceOf(HungUp.class);
    }

    @Test
    void a_recording_ends_by_its_key_which_is_not_heard_of_again() {
        relay.whenRecording(recorded(MediaEvent.Recorded.End.KEY, Optional.of('#')), key('#'), key('1'));

        RecordingOutcome outcome = channel.record(REQUEST);

        assertThat(outcome).isEqualTo(new RecordingOutcome(End.KEY, LENGTH, Optional.of('#')));
        assertThat(channel.key(Duration.ZERO)).contains('1');
    }

    @Test
    void a_key_that_came_up_before_the_end_was_told_is_not_waited_for() {
        relay.whenRecording(key('#'), recorded(MediaEvent.Recorded.End.KEY, Optional.of('#')), key('#'));

        channel.record(REQUEST);

        assertThat(channel.key(Duration.ZERO)).contains('#');
    }

    @Test
    void a_key_pressed_after_the_end_and_before_it_was_told_waits_for_whoever_asks() {
        relay.whenRecording(key('#'), key('1'), recorded(MediaEvent.Recorded.End.KEY, Optional.of('#')));

        channel.record(REQUEST);

        assertThat(channel.key(Duration.ZERO)).contains('1');
    }

    @Test
    void the_key_that_ended_a_recording_does_not_cut_what_is_said_next() {
        relay.whenRecording(recorded(MediaEvent.Recorded.End.KEY, Optional.of('#')));
        channel.record(REQUEST);
        relay.whenHeard(key('#'), new CallEvent.Played(1, MediaEvent.Played.End.FINISHED, LENGTH, Optional.empty()));

        assertThat(channel.play(PROMPT, "#")).isEqualTo(new Played(Optional.empty(), LENGTH));
    }

    @Test
    void keys_pressed_before_the_tone_do_not_end_what_is_said_after_it() {
        inbox.put(key('#'));
        relay.whenRecording(recorded(MediaEvent.Recorded.End.SILENCE, Optional.empty()));

        assertThat(channel.record(REQUEST).end()).isEqualTo(End.SILENCE);
    }

    @Test
    void a_key_by_info_ends_a_recording() {
        relay.whenRecording(new CallEvent.Key('0', true));
        relay.whenStopped(recorded(MediaEvent.Recorded.End.STOPPED, Optional.empty()));

        assertThat(channel.record(REQUEST)).isEqualTo(new RecordingOutcome(End.KEY, LENGTH, Optional.of('0')));
    }

    @Test
    void who_hangs_up_while_speaking_is_waited_for_until_the_last_half_second_is_there() {
        relay.whenRecording(new CallEvent.Gone());
        relay.whenStopped(recorded(MediaEvent.Recorded.End.STOPPED, Optional.empty()));

        assertThat(channel.record(REQUEST)).isEqualTo(new RecordingOutcome(End.HUNG_UP, LENGTH, Optional.empty()));
        assertThatThrownBy(() -> channel.key(Duration.ZERO)).isInstanceOf(HungUp.class);
    }

    @Test
    void a_recording_that_is_refused_has_failed_and_the_call_with_it() {
        relay.refuses = true;

        assertThat(channel.record(REQUEST).end()).isEqualTo(End.FAILED);
        assertThatThrownBy(() -> channel.key(Duration.ZERO)).isInstanceOf(HungUp.class);
    }

    @Test
    void the_relay_is_told_where_to_put_the_recording() {
        relay.whenRecording(recorded(MediaEvent.Recorded.End.LONGEST, Optional.empty()));

        channel.record(REQUEST);

        assertThat(relay.recordings).containsExactly("rec-1 http://voicemail/recordings/secret #0");
    }

    private static CallEvent key(char key) {
        return new CallEvent.Key(key, false);
    }

    private static CallEvent recorded(MediaEvent.Recorded.End end, Optional<Character> key) {
        return new CallEvent.Recorded("rec-1", end, LENGTH, key, Optional.empty());
    }

    private final class Relay implements LegMedia {
        private final Deque<CallEvent> onHear = new ArrayDeque<>();
        private final Deque<CallEvent> onRecord = new ArrayDeque<>();
        private final Deque<CallEvent> onStop = new ArrayDeque<>();
        private final List<Source> heard = new ArrayList<>();
        private final List<String> recordings = new ArrayList<>();
        private boolean refuses;
        private boolean there = true;

        void whenHeard(CallEvent... events) {
            onHear.addAll(List.of(events));
        }

        void whenRecording(CallEvent... events) {
            onRecord.addAll(List.of(events));
        }

        void whenStopped(CallEvent... events) {
            onStop.addAll(List.of(events));
        }

        @Override
        public Optional<String> hear(Source source) {
            heard.add(source);
            return done(onHear);
        }

        @Override
        public Optional<String> record(RecordingId recording, String url, RecordingLimits limits, String endedBy) {
            recordings.add(recording + " " + url + " " + endedBy);
            return done(onRecord);
        }

        @Override
        public void stopRecording() {
            tell(onStop);
        }

        @Override
        public boolean isThere() {
            return there;
        }

        private Optional<String> done(Deque<CallEvent> events) {
            tell(events);
            return refuses ? Optional.of("refused") : Optional.empty();
        }

        private void tell(Deque<CallEvent> events) {
            events.forEach(inbox::put);
            events.clear();
        }
    }
}
