package io.carillon.proxy.dialplan.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.dialplan.ScriptedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Playback and what is put together of prompts: numbers, letters, dates. Now is noon of a Thursday, 2026-01-15, in UTC. */
class SpeakingTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();

    private void run(String... applications) {
        Interpreter.run(channel, Plans.steps(applications), "local", "1", _ -> {});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Playback(welcome)            | answer;play welcome
            Playback(welcome&thanks)     | answer;play welcome&thanks
            Playback(welcome,noanswer)   | play welcome
            """)
    void playback_plays_to_the_end(String application, String did) {
        channel.pressing("1");

        run(application);

        assertThat(channel.did()).containsExactly(did.split(";"));
    }

    @Test
    void a_skipping_playback_plays_to_answered_calls_alone() {
        run("Playback(welcome,skip)", "Answer()", "Playback(thanks,skip)");

        assertThat(channel.did()).containsExactly("answer", "answer", "play thanks");
    }

    @Test
    void playbackstatus_says_whether_all_of_it_was_there() {
        channel.lacking("gone");

        run("Playback(welcome)", "NoOp(${PLAYBACKSTATUS})", "Playback(gone)", "NoOp(${PLAYBACKSTATUS})");

        assertThat(channel.said()).containsExactly("3: NoOp SUCCESS", "4: there is no prompt gone", "5: NoOp FAILED");
    }

    @Test
    void playback_without_a_prompt_says_so() {
        run("Playback()");

        assertThat(channel.did()).isEmpty();
        assertThat(channel.said()).containsExactly("2: Playback takes the name of a prompt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SayNumber(91)            | digits/90&digits/1
            SayNumber(-5)            | digits/minus&digits/5
            SayDigits(12*)           | digits/1&digits/2&digits/star
            SayDigits(-3#)           | digits/minus&digits/3&digits/pound
            SayAlpha(aB3)            | letters/a&letters/b&digits/3
            SayPhonetic(a9)          | phonetic/a_p&phonetic/9_p
            """)
    void what_is_said_is_put_together_of_prompts(String application, String played) {
        run(application);

        assertThat(channel.did()).containsExactly("play " + played);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SayNumber(91)  | digits/80&digits/11
            SayNumber(21)  | digits/20&digits/et&digits/1
            SayNumber(21,f)| digits/20&digits/et&digits/1F
            SayNumber(71)  | digits/60&digits/et&digits/11
            """)
    void french_numbers_are_french(String application, String played) {
        run("Set(CHANNEL(language)=fr)", application);

        assertThat(channel.did()).containsExactly("play " + played);
    }

    @ParameterizedTest
    @CsvSource({"SayNumber(many)", "SayNumber()", "SayNumber(1234567890123456789)"})
    void what_is_no_number_is_not_said(String application) {
        run(application);

        assertThat(channel.did()).isEmpty();
        assertThat(channel.said()).singleElement().asString().contains("SayNumber takes a number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SayUnixTime(1768478400,,A)                      | digits/day-4
            SayUnixTime(,,A)                                | digits/day-4
            SayUnixTime(1768478400,Asia/Tokyo,H)            | digits/20&digits/1
            SayUnixTime(1768478400,America/New_York,kN)     | digits/7&digits/hundred
            SayUnixTime(1768478400,,'vm-received'B)         | vm-received&digits/mon-0
            """)
    void a_time_is_said_in_its_zone_and_format(String application, String played) {
        run(application);

        assertThat(channel.did()).containsExactly("play " + played);
    }

    @Test
    void a_zone_that_is_none_is_told_and_the_time_said_all_the_same() {
        run("SayUnixTime(1768478400,Nowhere/Land,A)");

        assertThat(channel.did()).containsExactly("play digits/day-4");
        assertThat(channel.said()).containsExactly("2: there is no time zone Nowhere/Land: it is Z");
    }
}
