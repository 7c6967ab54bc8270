package io.carillon.proxy.dialplan.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.dialplan.ScriptedChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Background and WaitExten: the caller chooses by keys. */
class MenuTest {
    private static final String CHOICES = """

            exten => 2,1,NoOp(two)
            exten => 21,1,NoOp(twenty-one)
            exten => _3XX,1,NoOp(${EXTEN})
            exten => i,1,NoOp(wrong ${INVALID_EXTEN})
            exten => t,1,NoOp(too late)
            """;

    private final ScriptedChannel channel = ScriptedChannel.ofBob();

    private void menu(String... applications) {
        String lines = "exten => 1,1," + String.join("\nsame => n,", applications) + CHOICES;
        Interpreter.run(channel, Plans.local(lines), "local", "1", _ -> {});
    }

    private String last() {
        String line = channel.said().getLast();
        return line.substring(line.indexOf("NoOp ") + "NoOp ".length());
    }

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            312,312
            21,twenty-one
            2,two
            2 ,two
            7,wrong 7
            3 ,wrong 3
            28,wrong 28
            *,wrong *
            """)
    void a_key_that_cuts_the_prompt_begins_the_extension(String keys, String ran) {
        channel.pressing(keys);

        menu("Background(welcome&choose)", "NoOp(nothing pressed)");

        assertThat(channel.did()).startsWith("answer", "play welcome&choose");
        assertThat(last()).isEqualTo(ran);
    }

    @Test
    void without_a_key_the_plan_goes_on_behind_the_prompt() {
        menu("Background(welcome)", "NoOp(nothing pressed)");

        assertThat(channel.did()).containsExactly("answer", "play welcome");
        assertThat(last()).isEqualTo("nothing pressed");
    }

    @Test
    void a_menu_without_waitexten_is_over_when_nothing_is_pressed() {
        menu("Background(welcome)");

        assertThat(channel.said()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Background(welcome,s)            | ''
            Background(welcome,n)            | play welcome
            Background(welcome)              | answer;play welcome
            """)
    void options_say_what_becomes_of_a_call_that_is_not_answered(String application, String did) {
        menu(application);

        assertThat(channel.did()).isEqualTo(did.isEmpty() ? List.of() : List.of(did.split(";")));
    }

    @Test
    void a_skipping_background_plays_to_an_answered_call() {
        menu("Answer()", "Background(welcome,s)");

        assertThat(channel.did()).containsExactly("answer", "play welcome");
    }

    @ParameterizedTest
    @CsvSource({"2,two", "3,nothing pressed", "7,nothing pressed"})
    void option_m_lets_only_extensions_of_one_key_cut(String keys, String ran) {
        channel.pressing(keys);

        menu("Background(welcome,m)", "NoOp(nothing pressed)");

        assertThat(last()).isEqualTo(ran);
    }

    @Test
    void a_fourth_argument_names_the_context_of_the_choices() {
        channel.pressing("5");

        Interpreter.run(
                channel,
                Plans.of("[local]\nexten => 1,1,Background(welcome,,,other)\n[other]\nexten => 5,1,NoOp(five)"),
                "local",
                "1",
                _ -> {});

        assertThat(last()).isEqualTo("five");
    }

    @Test
    void backgroundstatus_says_whether_all_of_it_was_there() {
        channel.lacking("gone");

        menu("Background(welcome)", "NoOp(${BACKGROUNDSTATUS})", "Background(gone)", "NoOp(${BACKGROUNDSTATUS})");

        assertThat(channel.said()).containsExactly("3: NoOp SUCCESS", "4: there is no prompt gone", "5: NoOp FAILED");
    }

    @Test
    void background_without_a_prompt_says_so_once_and_goes_on() {
        menu("Background()", "NoOp(on)");

        assertThat(channel.said()).containsExactly("2: Background takes the name of a prompt", "3: NoOp on");
    }

    @ParameterizedTest
    @CsvSource({"312,312", "7,wrong 7", "2,two", "'',too late"})
    void waitexten_waits_for_the_extension(String keys, String ran) {
        channel.pressing(keys);

        menu("Answer()", "WaitExten(4)");

        assertThat(last()).isEqualTo(ran);
    }

    @Test
    void waitexten_in_vain_goes_on_where_there_is_a_next_priority() {
        menu("WaitExten(4)", "NoOp(next)");

        assertThat(channel.did()).containsExactly("key none in PT4S");
        assertThat(last()).isEqualTo("next");
    }

    @Test
    void times_are_those_of_the_plan() {
        channel.pressing("2");

        menu("Set(TIMEOUT(response)=3)", "Set(TIMEOUT(digit)=1)", "WaitExten()", "WaitExten()");

        assertThat(channel.did()).containsExactly("key 2", "key none in PT1S");
    }

    @Test
    void waitexten_without_a_number_waits_ten_seconds() {
        menu("WaitExten()");

        assertThat(channel.did()).containsExactly("key none in PT10S");
    }

    @Test
    void music_plays_while_waitexten_waits() {
        channel.pressing("2 ");

        menu("WaitExten(4,m(jazz))");

        assertThat(channel.did()).containsExactly("play on moh/jazz", "key 2", "play nothing", "key none in PT5S");
    }
}
