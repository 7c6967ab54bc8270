package io.carillon.proxy.dialplan.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.media.Sound;
import io.carillon.proxy.dialplan.DialOptions;
import io.carillon.proxy.dialplan.DialOptions.Flag;
import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.dialplan.DialResult;
import io.carillon.proxy.dialplan.DialStatus;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plan;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.dialplan.ScriptedChannel;
import io.carillon.proxy.dialplan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();
    private final List<Step> steps = new ArrayList<>();

    private Ending run(String... applications) {
        return run(Plans.steps(applications));
    }

    private Ending run(Plan plan) {
        return Interpreter.run(channel, plan, "local", "1", steps::add);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Dial(SIP/a)                       | dial a
            dial(Sip/a,20,tr)                 | dial a PT20S
            Dial(SIP/a&SIP/b&sip/c,2.5)       | dial a&b&c PT2.5S
            Dial( SIP/a & SIP/b , 10 )        | dial a&b PT10S
            Dial(SIP/a&SIP/a,1)               | dial a PT1S
            Dial(SIP/a,,r)                    | dial a
            Dial(SIP/a,0)                     | dial a
            Dial(SIP/a&IAX2/b,1)              | dial a PT1S
            Dial(SIP/123@trunk,1)             | dial 123@trunk PT1S
            Dial(SIP/trunk/123,1)             | dial 123@trunk PT1S
            Dial(SIP/123@trunk&SIP/a)         | dial 123@trunk&a
            Dial(SIP/${EXTEN}@trunk)          | dial 1@trunk
            Dial(${TARGETS},10)               | dial a&b PT10S
            Dial(${ALL})                      | dial a&b PT7S
            Dial(SIP/${EXTEN},1)              | dial 1 PT1S
            """)
    void dial_calls_its_targets(String dial, String did) {
        run("Set(TARGETS=SIP/a&SIP/b)", "Set(ALL=SIP/a&SIP/b,7,r)", dial);

        assertThat(channel.did()).containsExactly(did);
    }

    private DialOptions options(String letters) {
        run("Dial(SIP/a,1," + letters + ")");
        return channel.requests().getLast().options();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r   | RING_AT_ONCE
            g   | GO_ON
            h   | CALLEE_ENDS_BY_KEY
            H   | CALLER_ENDS_BY_KEY
            t   | CALLEE_TRANSFERS
            T   | CALLER_TRANSFERS
            rgH | RING_AT_ONCE,GO_ON,CALLER_ENDS_BY_KEY
            ""  | ""
            """, quoteCharacter = '"')
    void letters_are_flags(String letters, String flags) {
        assertThat(options(letters).flags())
                .extracting(Flag::name)
                .containsExactlyInAnyOrder(flags.isEmpty() ? new String[0] : flags.split(","));
        assertThat(channel.said()).isEmpty();
    }

    @Test
    void music_is_of_a_class_and_takes_the_place_of_ringing() {
        assertThat(options("m(jazz)r").music()).contains(new Sound.Prompt("moh/jazz", "en"));
        assertThat(options("m").music()).contains(new Sound.Prompt("moh/default", "en"));
        assertThat(options("r").music()).isEmpty();
    }

    @Test
    void ringing_is_that_of_the_callers_country() {
        run("Set(CHANNEL(tonezone)=fr)", "Dial(SIP/a)");

        assertThat(channel.requests().getLast().options().ringing())
                .isEqualTo(new Sound.Tones("ring", "fr", Sound.LONGEST));
    }

    @Test
    void whoever_hands_over_is_asked_in_the_callers_language_and_leads_where_the_plan_says() {
        run(
                "Set(CHANNEL(language)=fr)",
                "Set(CHANNEL(musicclass)=jazz)",
                "Set(TRANSFER_CONTEXT=inside)",
                "Dial(SIP/a,,tT)");

        DialOptions options = channel.requests().getLast().options();
        assertThat(options.transfers())
                .isEqualTo(new DialOptions.Transfers(
                        Optional.of("inside"), "fr", new Sound.Tones("dial", "fr", Sound.LONGEST)));
        assertThat(options.onHold()).isEqualTo(new Sound.Prompt("moh/jazz", "fr"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            L(60000)              | PT1M
            L(60000:30000:10000)  | PT1M
            S(90)                 | PT1M30S
            L(60000)S(5)          | PT5S
            S(2.5)                | PT2.5S
            """)
    void talking_has_a_limit(String letters, Duration limit) {
        assertThat(options(letters).limit()).contains(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"L", "L()", "L(soon)", "S(0)", "L(-1)", "L(99999999999999999999)"})
    void a_limit_that_is_none_is_told(String letters) {
        assertThat(options(letters).limit()).isEmpty();
        assertThat(channel.said()).singleElement().asString().contains("there is no limit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            D(12w#)     | 12w# | ""
            D(12:34)    | 12   | 34
            D(:34)      | ""   | 34
            D(1x 2)     | 12   | ""
            D           | ""   | ""
            """)
    void keys_are_keyed_in_for_either(String letters, String toCallee, String toCaller) {
        assertThat(options(letters).keys()).isEqualTo(new DialOptions.Keys(toCallee, toCaller));
    }

    @Test
    void the_callee_may_be_told_something_first() {
        assertThat(options("A(welcome&beep)").announcement())
                .containsExactly(new Sound.Prompt("welcome", "en"), new Sound.Prompt("beep", "en"));
    }

    @Test
    void options_that_do_nothing_are_told_once_a_line() {
        run("Dial(SIP/a,1,m(jazz)tM(macro)rTw)", "GotoIf($[\"${X}\" = \"x\"]?5)", "Set(X=x)", "Goto(1)", "NoOp(end)");

        assertThat(channel.said())
                .containsExactly("2: these options of Dial have no effect in Carillon: Mw", "6: NoOp end");
    }

    @Test
    void with_g_the_plan_goes_on_after_the_conversation() {
        channel.then(DialStatus.ANSWER);

        run("Dial(SIP/a,,g)", "NoOp(${DIALSTATUS} ${ANSWEREDTIME})");

        assertThat(channel.said()).containsExactly("3: NoOp ANSWER 30");
    }

    @Test
    void with_g_a_caller_who_leaves_is_gone_all_the_same() {
        channel.leavesAt("dial");

        assertThatThrownBy(() -> run("Dial(SIP/a,,g)", "NoOp(never)")).isInstanceOf(HungUp.class);

        assertThat(channel.said()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dial(IAX2/a)",
                "Dial(a)",
                "Dial(SIP/)",
                "Dial(SIP/@elsewhere)",
                "Dial(SIP/a@)",
                "Dial(SIP/host/)",
                "Dial(Zap/1&DAHDI/2)"
            })
    void what_is_no_account_is_unavailable(String dial) {
        run(dial, "NoOp(${DIALSTATUS} ${HANGUPCAUSE})");

        assertThat(channel.did()).isEmpty();
        assertThat(channel.said().getFirst()).startsWith("2: ").contains("is not called");
        assertThat(channel.said().getLast()).isEqualTo("3: NoOp CHANUNAVAIL 66");
    }

    @Test
    void dial_without_a_target_says_so() {
        run("Dial()", "NoOp(${DIALSTATUS})");

        assertThat(channel.said()).containsExactly("2: Dial takes SIP/account", "3: NoOp INVALIDARGS");
    }

    @Test
    void a_dial_that_failed_leaves_its_figures() {
        channel.then(DialStatus.NOANSWER);

        run("Dial(SIP/a,3)", "NoOp(${DIALSTATUS} ${HANGUPCAUSE} ${DIALEDTIME} ${ANSWEREDTIME})");

        assertThat(channel.said()).containsExactly("3: NoOp NOANSWER 20 3 0");
    }

    @Test
    void after_a_conversation_the_call_is_over() {
        channel.then(DialStatus.ANSWER);

        Ending ending = run(Plans.local("exten => 1,1,Dial(SIP/a)\nsame => n,NoOp(never)\n"
                + "exten => h,1,NoOp(${DIALSTATUS} ${HANGUPCAUSE} ${DIALEDTIME} ${ANSWEREDTIME})"));

        assertThat(ending).isEqualTo(Ending.NORMAL);
        assertThat(channel.said()).containsExactly("4: NoOp ANSWER 16 33 30");
    }

    @Test
    void a_forward_with_a_hostile_number_leads_nowhere_else() {
        channel.then(DialResult.forwarded("s,1&b", Duration.ZERO));

        run(Plans.local("exten => 1,1,Dial(SIP/a)\nexten => i,1,Dial(SIP/${INVALID_EXTEN})\nexten => s,1,NoOp(no)"));

        assertThat(channel.requests().getLast().targets()).containsExactly(new DialRequest.Target("s,1&b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5@other", "5/other", "5@other&SIP/boss", "@other", "5;user=phone"})
    void a_hostile_number_stays_the_number_at_the_trunk_that_the_plan_names(String number) {
        channel.then(DialResult.forwarded(number, Duration.ZERO));

        run(Plans.local("exten => 1,1,Dial(SIP/a)\nexten => i,1,Dial(SIP/${INVALID_EXTEN}@trunk)"));

        assertThat(channel.requests().getLast().targets())
                .containsExactly(new DialRequest.Target("trunk", java.util.Optional.of(number)));
    }
}
