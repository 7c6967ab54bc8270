package io.carillon.proxy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.sip.SipConf;
import io.carillon.prompts.Library;
import io.carillon.proxy.dialplan.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainerTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final String PHONES = """
            [alice]
            type=friend
            host=dynamic
            context=local
            callerid=Alice <55>
            secret=kV7-horse-Lamp
            [bob]
            type=friend
            host=dynamic
            context=local
            secret=kV7-horse-Lamp
            [door]
            type=user
            context=local
            secret=kV7-horse-Lamp
            """;

    private Phones phones = Phones.WILLING;
    private String digits = "";
    private String number = "1";
    private Optional<String> from = Optional.of("alice");
    private Optional<Library> recordings = Optional.empty();

    private Optional<Explanation> ask(String lines) {
        Sources sources = Sources.of(Map.of(SipConf.FILE, PHONES, ExtensionsConf.FILE, "[local]\n" + lines));
        if (SipConf.read(sources) instanceof Reading.Loaded<SipConf>(SipConf sip, var _)
                && ExtensionsConf.read(sources, Explainer.names())
                        instanceof Reading.Loaded<ExtensionsConf>(ExtensionsConf extensions, var _)) {
            Question question = new Question(number, from, Optional.empty(), phones, digits, NOON, ZoneOffset.UTC);
            return Explainer.explain(sip, extensions, question, recordings);
        }
        throw new AssertionError("the files cannot be read");
    }

    private Explanation explain(String... applications) {
        return ask(String.join(
                        "\n",
                        IntStream.range(0, applications.length)
                                .mapToObj(i -> "exten => 1," + (i + 1) + "," + applications[i])
                                .toList()))
                .orElseThrow();
    }

    private static List<String> happenings(Explanation explanation) {
        return explanation.lines().stream()
                .filter(Line.Happening.class::isInstance)
                .map(line -> Explanation.seconds(line.after()) + " " + ((Line.Happening) line).text())
                .toList();
    }

    private static List<String> steps(Explanation explanation) {
        return explanation.lines().stream()
                .filter(Line.Step.class::isInstance)
                .map(Line.Step.class::cast)
                .map(step -> step.at().line() + " " + step.application() + "(" + step.arguments() + ")")
                .toList();
    }

    @Test
    void a_phone_that_nothing_is_said_of_answers_after_two_seconds_and_talks_for_thirty() {
        Explanation explanation = explain("Dial(SIP/bob,20)", "NoOp(never)");

        assertThat(happenings(explanation))
                .containsExactly("+0.0 s calls bob", "+2.0 s bob answers", "+2.0 s they talk for 30 s");
        assertThat(steps(explanation)).containsExactly("2 Dial(SIP/bob,20)");
        assertThat(explanation.ending()).isEqualTo(Ending.NORMAL);
        assertThat(explanation.length()).isEqualTo(Duration.ofSeconds(32));
    }

    @Test
    void what_the_options_of_dial_do_is_told() {
        assertThat(happenings(explain("Dial(SIP/bob,20,rhHA(demo-echodone)D(12w3:4)L(20000:5000))")))
                .containsExactly(
                        "+0.0 s calls bob",
                        "+0.0 s the caller hears ringing at once",
                        "+2.0 s bob answers",
                        "+2.0 s bob hears demo-echodone \"The echo test is over.\"",
                        "+3.5 s the keys 12w3 are pressed for bob",
                        "+3.5 s the keys 4 are pressed for the caller",
                        "+3.5 s bob may end the call with *",
                        "+3.5 s the caller may end the call with *",
                        "+3.5 s they talk for 20 s: then their time is up");
    }

    @Test
    void music_is_heard_while_it_rings_and_g_goes_on() {
        Explanation explanation = explain("Dial(SIP/bob,20,m(jazz)g)", "NoOp(${DIALSTATUS})");

        assertThat(happenings(explanation))
                .containsExactly(
                        "+0.0 s calls bob",
                        "+0.0 s the caller hears moh/jazz (music) while it rings",
                        "+2.0 s bob answers",
                        "+2.0 s they talk for 30 s",
                        "+32.0 s bob hangs up: the plan goes on");
        assertThat(steps(explanation)).last().isEqualTo("3 NoOp(ANSWER)");
    }

    @Test
    void an_application_that_is_not_here_is_a_step_with_its_arguments() {
        Explanation explanation = explain("Queue(support,t,,,60)");

        assertThat(steps(explanation)).containsExactly("2 Queue(support,t,,,60)");
        assertThat(explanation.text()).anyMatch(line -> line.contains("Carillon does not have Queue yet"));
    }

    @Test
    void a_conversation_ends_when_the_calls_time_is_up_and_t_is_run() {
        Explanation explanation = ask("""
                exten => 1,1,Set(TIMEOUT(absolute)=20)
                exten => 1,2,Dial(SIP/bob,60)
                exten => T,1,Playback(goodbye)
                exten => h,1,NoOp(${DIALSTATUS})
                """).orElseThrow();

        assertThat(happenings(explanation)).contains("+2.0 s they talk for 20 s: then their time is up");
        assertThat(steps(explanation)).endsWith("4 Playback(goodbye)", "5 NoOp(ANSWER)");
    }

    @Test
    void h_is_run_when_the_time_of_a_call_without_t_is_up() {
        assertThat(steps(ask("""
                        exten => 1,1,Set(TIMEOUT(absolute)=2)
                        exten => 1,2,Wait(60)
                        exten => 1,3,NoOp(never)
                        exten => h,1,NoOp(h)
                        """).orElseThrow())).endsWith("3 Wait(60)", "5 NoOp(h)");
    }

    @Test
    void a_phone_rings_no_longer_than_the_call_may_last() {
        phones = new Phones(Set.of(), Set.of(), Set.of("bob"));

        Explanation explanation = ask("""
                exten => 1,1,Set(TIMEOUT(absolute)=20)
                exten => 1,2,Dial(SIP/bob)
                exten => e,1,NoOp(${EXCEPTION(reason)})
                """).orElseThrow();

        assertThat(happenings(explanation)).contains("+20.0 s nobody answers: DIALSTATUS is NOANSWER");
        assertThat(steps(explanation)).last().isEqualTo("4 NoOp(ABSOLUTETIMEOUT)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hangup()                        | of the plan
            Busy(1)                         | of a refusal
            Dial(SIP/bob,20)                | of a conversation
            Macro(m)                        | of a macro
            Gosub(sub,s,1)                  | of a subroutine
            Queue(support)                  | of what is not here yet
            Goto(nowhere,1)                 | of a way to nowhere
            WaitExten(1)                    | of a menu without t
            """)
    void h_is_run_at_the_end(String application, String what) {
        assertThat(steps(ask("exten => 1,1," + application + """

                        exten => h,1,NoOp(h)
                        [macro-m]
                        exten => s,1,Hangup()
                        [sub]
                        exten => s,1,Return()
                        """).orElseThrow()))
                .as(what)
                .last()
                .isEqualTo("3 NoOp(h)");
    }

    @Test
    void a_busy_phone_leads_to_n_plus_101() {
        phones = new Phones(Set.of("bob"), Set.of(), Set.of());

        Explanation explanation =
                ask("exten => 1,1,Dial(SIP/bob,20)\nexten => 1,2,NoOp(u)\nexten => 1,102,NoOp(${DIALSTATUS})")
                        .orElseThrow();

        assertThat(steps(explanation)).containsExactly("2 Dial(SIP/bob,20)", "4 NoOp(BUSY)");
        assertThat(explanation.conclusion())
                .isEqualTo("The call is over after 0.0 s: the caller is told 486 Busy Here, cause 17");
    }

    @Test
    void an_offline_phone_is_chanunavail() {
        phones = new Phones(Set.of(), Set.of("bob"), Set.of());

        assertThat(happenings(explain("Dial(SIP/bob,20)")))
                .containsExactly("+0.0 s bob: offline", "+0.0 s nobody answers: DIALSTATUS is CHANUNAVAIL");
    }

    @Test
    void a_silent_phone_rings_until_the_plan_gives_up() {
        phones = new Phones(Set.of(), Set.of(), Set.of("bob"));

        assertThat(happenings(explain("Dial(SIP/bob,20)")))
                .containsExactly("+0.0 s calls bob", "+20.0 s nobody answers: DIALSTATUS is NOANSWER");
    }

    @Test
    void a_name_that_sip_conf_lacks_is_told() {
        assertThat(happenings(explain("Dial(SIP/carol&SIP/door)")))
                .first()
                .asString()
                .contains("carol, door: sip.conf has nobody of that name who may be called");
    }

    @Test
    void keys_are_pressed_one_each_time_the_plan_listens() {
        digits = "47";

        Explanation explanation = ask("""
                exten => 1,1,Background(demo-echotest)
                exten => 4,1,Read(KEY,beep,1)
                exten => 4,2,NoOp(${KEY})
                """).orElseThrow();

        assertThat(steps(explanation)).last().isEqualTo("4 NoOp(7)");
        assertThat(happenings(explanation)).contains("+1.0 s the caller presses 4");
    }

    @Test
    void what_is_played_is_told_with_its_words() {
        assertThat(happenings(explain("Answer", "SayNumber(4)")))
                .contains("+0.0 s the caller is answered", "+0.0 s plays digits/4 \"four\"");
    }

    @Test
    void a_recording_that_is_not_ours_is_taken_as_the_administrators() {
        assertThat(happenings(explain("Playback(/var/msg/standard)")))
                .contains("+0.0 s plays /var/msg/standard (a recording of yours)");
    }

    @Test
    void recordings_that_are_at_hand_are_as_long_as_they_are_and_those_that_are_not_are_missing(@TempDir Path sounds)
            throws IOException {
        Files.write(sounds.resolve("menu.ulaw"), new byte[12_000]);
        recordings = Optional.of(Library.with(sounds));

        Explanation explanation = explain("Playback(menu&nowhere&beep)", "NoOp(${PLAYBACKSTATUS})");

        assertThat(happenings(explanation))
                .contains("+0.0 s plays menu (a recording of yours), nowhere (missing), beep");
        assertThat(explanation.text()).anyMatch(line -> line.endsWith("! there is no prompt nowhere in en"));
        assertThat(steps(explanation)).last().isEqualTo("3 NoOp(FAILED)");
        assertThat(explanation.length()).isEqualTo(Duration.ofMillis(1_800));
    }

    @Test
    void a_number_that_is_not_there_is_404_and_nothing_is_run() {
        number = "2";

        Explanation explanation =
                ask("exten => 1,1,NoOp\nexten => i,1,NoOp\nexten => h,1,NoOp").orElseThrow();

        assertThat(explanation.text())
                .containsExactly(
                        "alice dials 2 in [local], 2026-01-15T12:00Z",
                        "  +0.0 s        [local] has no extension 2: nothing is run",
                        "The call is over after 0.0 s: the caller is told 404 Not Found, cause 1");
    }

    @Test
    void a_menu_that_nobody_leaves_is_followed_for_a_hundred_steps() {
        Explanation explanation = explain("Wait(1)", "Goto(1,1)");

        assertThat(steps(explanation)).hasSize(Transcript.MAX_STEPS);
        assertThat(happenings(explanation)).last().asString().contains("after 100 steps: here the caller hangs up");
        assertThat(explanation.left()).isTrue();
    }

    @Test
    void an_h_that_goes_round_ends_too() {
        Explanation explanation = ask("exten => 1,1,Hangup\nexten => h,1,NoOp\nexten => h,2,Goto(h,1)")
                .orElseThrow();

        assertThat(steps(explanation)).hasSize(Transcript.MAX_STEPS);
    }

    @Test
    void a_caller_has_an_hour_of_patience() {
        Explanation explanation = explain("MusicOnHold()");

        assertThat(explanation.length()).isEqualTo(Duration.ofHours(1));
        assertThat(explanation.conclusion()).endsWith("the caller hangs up");
    }

    @Test
    void h_is_run_when_the_caller_is_gone() {
        assertThat(steps(ask("exten => 1,1,MusicOnHold()\nexten => h,1,NoOp(bye)")
                        .orElseThrow()))
                .containsExactly("2 MusicOnHold()", "3 NoOp(bye)");
    }

    @Test
    void without_a_name_the_first_account_that_may_call_dials() {
        from = Optional.empty();

        assertThat(explain("NoOp(${CALLERID(num)})").text().getFirst())
                .isEqualTo("alice dials 1 in [local], 2026-01-15T12:00Z");
    }

    @Test
    void nobody_is_asked_for_who_is_not_in_sip_conf() {
        from = Optional.of("mallory");

        assertThat(ask("exten => 1,1,NoOp")).isEmpty();
    }

    @Test
    void a_password_in_the_plan_is_masked() {
        assertThat(steps(explain("Dial(SIP/bob:s3cret@provider/1)"))).noneMatch(step -> step.contains("s3cret"));
    }

    @Test
    void the_text_has_a_line_a_step_with_its_place_in_the_file() {
        assertThat(explain("Dial(SIP/bob,20)").text())
                .containsExactly(
                        "alice dials 1 in [local], 2026-01-15T12:00Z",
                        "  +0.0 s  extensions.conf:2  [local] 1,1  Dial(SIP/bob,20)",
                        "  +0.0 s                                    calls bob",
                        "  +2.0 s                                    bob answers",
                        "  +2.0 s                                    they talk for 30 s",
                        "The call is over after 32.0 s: the call ends with BYE, cause 16");
    }
}
