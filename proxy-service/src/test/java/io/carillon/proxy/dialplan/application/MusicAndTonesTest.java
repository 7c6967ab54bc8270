package io.carillon.proxy.dialplan.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.dialplan.ScriptedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What plays on, and the echo test. */
class MusicAndTonesTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();

    private void run(String... applications) {
        Interpreter.run(channel, Plans.steps(applications), "local", "1", _ -> {});
    }

    @Test
    void music_plays_for_the_given_time() {
        run("MusicOnHold(jazz,12)", "NoOp");

        assertThat(channel.did()).containsExactly("play on moh/jazz", "pause PT12S", "play nothing");
    }

    @Test
    void music_without_an_end_plays_until_the_caller_leaves() {
        channel.leavesAt("pause");

        assertThatThrownBy(() -> run("MusicOnHold()", "Busy")).isInstanceOf(HungUp.class);

        assertThat(channel.did()).containsExactly("play on moh/default", "pause PT24H");
    }

    @Test
    void music_that_was_started_plays_while_the_plan_goes_on() {
        run("StartMusicOnHold()", "Wait(3)", "StopMusicOnHold()");

        assertThat(channel.did()).containsExactly("play on moh/default", "pause PT3S", "play nothing");
    }

    @Test
    void the_class_is_the_channels_where_none_is_named() {
        run("Set(CHANNEL(musicclass)=classic)", "StartMusicOnHold()");

        assertThat(channel.did()).containsExactly("play on moh/classic");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NoOp                          | PlayTones(busy)        | busy of us
            Set(CHANNEL(language)=fr)     | Playtones(ring)        | ring of fr
            Set(CHANNEL(language)=fr_CA)  | Playtones(ring)        | ring of ca
            Set(CHANNEL(language)=en_GB)  | Playtones(dial)        | dial of gb
            Set(CHANNEL(tonezone)=uk)     | Playtones(dial)        | dial of uk
            NoOp                          | Playtones(440/500,0/500) | 440/500,0/500 of us
            """)
    void tones_are_those_of_the_country(String before, String application, String played) {
        run(before, application, "StopPlayTones()");

        assertThat(channel.did()).containsExactly("play on " + played, "play nothing");
    }

    @Test
    void playtones_without_a_signal_says_so() {
        run("PlayTones()");

        assertThat(channel.did()).isEmpty();
        assertThat(channel.said()).containsExactly("2: PlayTones takes the name of a signal, or frequencies and times");
    }

    @Test
    void the_echo_ends_with_a_hash() {
        run("Answer()", "Echo()", "Playback(thanks)");

        assertThat(channel.did()).containsExactly("answer", "echo until #", "answer", "play thanks");
    }
}
