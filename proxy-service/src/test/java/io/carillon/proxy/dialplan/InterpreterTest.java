package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpreterTest {
    private static final Plan WAITING = Plans.of("""
            [general]
            autofallthrough=no
            [local]
            exten => 1,1,NoOp
            exten => 25,1,Progress
            exten => t,1,Ringing
            exten => i,1,NoOp(${INVALID_EXTEN})
            """);

    private final ScriptedChannel channel = ScriptedChannel.ofBob();
    private final List<Step> steps = new ArrayList<>();

    private Ending run(Plan plan, String extension) {
        return Interpreter.run(channel, plan, "local", extension, steps::add);
    }

    @Test
    void an_unknown_application_ends_the_call_and_names_its_line() {
        assertThat(run(Plans.local("exten => 1,1,Dail(SIP/a)"), "1")).isEqualTo(Ending.DECLINED);
        assertThat(channel.said()).containsExactly("2: there is no application Dail: the call is ended");
    }

    @Test
    void a_context_that_is_missing_ends_the_call_and_names_the_line() {
        assertThat(run(Plans.local("exten => 1,1,Goto(nowhere,s,1)"), "1")).isEqualTo(Ending.DECLINED);
        assertThat(channel.said()).containsExactly("2: there is no context nowhere: the call is ended");
    }

    @Test
    void a_plan_that_does_nothing_is_declined() {
        assertThat(run(Plans.local("exten => 1,1,NoOp"), "1")).isEqualTo(Ending.DECLINED);
    }

    @Test
    void a_plan_that_is_over_after_an_answer_ends_normally() {
        assertThat(run(Plans.local("exten => 1,1,Answer"), "1")).isEqualTo(Ending.NORMAL);
    }

    @ParameterizedTest
    @CsvSource({"BUSY,486", "NOANSWER,480", "CONGESTION,503", "CHANUNAVAIL,404"})
    void a_dial_that_failed_is_what_the_caller_hears_of(DialStatus status, int sipStatus) {
        channel.then(status);

        assertThat(run(Plans.local("exten => 1,1,Dial(SIP/a,5)\nsame => n,NoOp(after)"), "1")
                        .sipStatus())
                .isEqualTo(sipStatus);
    }

    @Test
    void a_plan_without_autofallthrough_waits_for_digits_and_then_for_t() {
        run(WAITING, "1");

        assertThat(channel.did()).containsExactly("key none in PT10S", "ring");
    }

    @Test
    void a_plan_without_autofallthrough_goes_to_the_extension_that_is_keyed_in() {
        channel.pressing("25 ");

        run(WAITING, "1");

        assertThat(channel.did()).containsExactly("key 2", "key 5", "progress", "key none in PT10S", "ring");
    }

    @Test
    void a_plan_without_autofallthrough_tells_i_of_what_it_does_not_have() {
        channel.pressing("9");

        run(WAITING, "1");

        assertThat(channel.did()).containsExactly("key 9", "key none in PT10S", "ring");
        assertThat(channel.said()).contains("7: NoOp 9");
    }

    @Test
    void priorities_of_a_literal_and_of_a_pattern_make_one_plan() {
        run(Plans.local("exten => _1XX,1,NoOp(a)\nexten => _1XX,2,NoOp(b)\nexten => 100,1,NoOp(c)"), "100");

        assertThat(channel.said()).containsExactly("4: NoOp c", "3: NoOp b");
    }

    @Test
    void own_extensions_come_before_included_ones_even_when_these_are_more_specific() {
        run(Plans.of("[local]\nexten => _X.,1,NoOp(own)\ninclude => b\n[b]\nexten => 100,1,NoOp(b)"), "100");

        assertThat(channel.said()).containsExactly("2: NoOp own");
    }

    @Test
    void the_line_for_this_caller_comes_before_the_line_for_all() {
        run(Plans.local("exten => 1,1,NoOp(all)\nexten => 1/55,1,NoOp(you)"), "1");

        assertThat(channel.said()).containsExactly("3: NoOp you");
    }

    @Test
    void a_step_knows_the_variables_of_the_call() {
        run(Plans.local("exten => 1,1,Set(A=1)\nsame => n,Set(B=${A}${A})\nsame => n,NoOp"), "1");

        assertThat(steps.getLast().variables()).containsOnlyKeys("A", "B").containsEntry("B", "11");
    }

    @Test
    void globals_can_be_read_and_name_each_other() {
        run(
                Plans.of("[globals]\nBOTH => ${ONE}&SIP/b\nONE => SIP/a\nSELF => <${SELF}>\n[local]\n"
                        + "exten => 1,1,Dial(${BOTH},5)\nsame => n,NoOp(${SELF} ${GLOBAL(ONE)})"),
                "1");

        assertThat(channel.did()).containsExactly("dial a&b PT5S");
        assertThat(channel.said()).containsExactly("7: NoOp <> SIP/a");
    }

    @Test
    void a_call_knows_itself() {
        run(
                Plans.local("exten => _1X,1,NoOp(${EXTEN:1} ${CONTEXT} ${PRIORITY} ${CALLERID(num)} ${CALLERID(name)}"
                        + " ${CALLERID(all)} ${CHANNEL})"),
                "17");

        assertThat(channel.said()).containsExactly("2: NoOp 7 local 1 55 Bob \"Bob\" <55> SIP/phone-000000ca");
    }

    @Test
    void a_goto_to_a_missing_extension_leads_to_i() {
        run(Plans.local("exten => 1,1,Goto(local,99,1)\nexten => i,1,NoOp(${INVALID_EXTEN} ${EXTEN})"), "1");

        assertThat(channel.said()).containsExactly("3: NoOp 99 i");
    }

    @Test
    void a_goto_to_a_missing_extension_ends_the_call_without_i() {
        assertThat(run(Plans.local("exten => 1,1,Goto(local,99,1)"), "1")).isEqualTo(Ending.DECLINED);
        assertThat(channel.said()).containsExactly("2: there is no extension 99 in local, nor i: the call is ended");
    }

    @Test
    void a_goto_to_a_missing_priority_is_the_end_of_the_plan() {
        channel.then(DialStatus.BUSY);

        assertThat(run(Plans.local("exten => 1,1,Dial(SIP/a)\nsame => n,Goto(s,6)\nexten => s,1,NoOp"), "1"))
                .isEqualTo(Ending.BUSY);
        assertThat(channel.said()).containsExactly("3: s in local has no priority 6: the plan is over");
    }

    @Test
    void h_is_run_when_the_plan_is_over() {
        run(Plans.local("exten => 1,1,Answer\nexten => h,1,NoOp(${EXTEN})"), "1");

        assertThat(channel.said()).containsExactly("3: NoOp h");
        assertThat(steps).extracting(Step::extension).containsExactly("1");
    }

    @Test
    void h_is_run_when_the_caller_hangs_up_and_cannot_bring_him_back() {
        channel.leavesAt("pause");
        Plan plan = Plans.local("exten => 1,1,Set(A=1)\nsame => n,Wait(9)\nsame => n,NoOp(never)\n"
                + "exten => h,1,NoOp(${A})\nsame => n,Dial(SIP/a)\nsame => n,NoOp(never)");

        assertThatThrownBy(() -> run(plan, "1")).isInstanceOf(HungUp.class);
        assertThat(channel.did()).containsExactly("pause PT9S");
        assertThat(channel.said())
                .containsExactly("5: NoOp 1", "6: the caller is gone: nothing more can be done for this call");
    }

    @ParameterizedTest
    @CsvSource({"false,CANCEL", "true,ANSWER"})
    void h_knows_how_a_dial_went_that_the_caller_left(boolean answered, String status) {
        channel.leavesAt("dial");
        Plan plan = Plans.local("exten => 1,1,%s\nsame => n,Dial(SIP/a)\nexten => h,1,NoOp(${DIALSTATUS})"
                .formatted(answered ? "Answer" : "NoOp"));

        assertThatThrownBy(() -> run(plan, "1")).isInstanceOf(HungUp.class);
        assertThat(channel.said().getLast()).isEqualTo("4: NoOp " + status);
    }
}
