package io.carillon.proxy.dialplan.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.dialplan.DialRequest.Option;
import io.carillon.proxy.dialplan.DialResult;
import io.carillon.proxy.dialplan.DialStatus;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plan;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.dialplan.ScriptedChannel;
import io.carillon.proxy.dialplan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void dial_knows_four_options_and_warns_once_of_others() {
        run(
                "Dial(SIP/a,1,rtTm)",
                "Dial(SIP/a,1,m(jazz)gL(1000:2000)r)",
                "GotoIf($[\"${X}\" = \"x\"]?5)",
                "Set(X=x)",
                "GotoIf($[\"${Y}\" = \"y\"]?8)",
                "Set(Y=y)",
                "Goto(2)",
                "NoOp(end)");

        assertThat(channel.requests())
                .extracting(DialRequest::options)
                .containsExactly(
                        java.util.Set.of(
                                Option.RING_AT_ONCE,
                                Option.CALLEE_MAY_TRANSFER,
                                Option.CALLER_MAY_TRANSFER,
                                Option.MUSIC),
                        java.util.Set.of(Option.RING_AT_ONCE, Option.MUSIC),
                        java.util.Set.of(Option.RING_AT_ONCE, Option.MUSIC));
        assertThat(channel.said())
                .containsExactly("3: these options of Dial have no effect in Carillon: gL", "9: NoOp end");
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
