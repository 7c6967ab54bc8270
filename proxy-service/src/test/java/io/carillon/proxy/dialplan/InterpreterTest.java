package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpreterTest {
    private static final String SECOND_SHEET = """
            [general]
            static=yes
            autofallthrough=yes
            [local]
            exten => 100,1,Dial(SIP/user1,8)
            exten => 100,3,Dial(SIP/user2,8)
            exten => 200,1,Dial(SIP/user2,8)
            exten => 200,2,VoiceMail(200)
            exten => 200,n,Hangup()
            exten => 11,1,Dial(SIP/user1&SIP/user2,10)
            exten => 11,n,Hangup()
            exten => 50,1,goto(Menu,s,1)
            exten => 50,n,Hangup()
            [Menu]
            exten => s,1,NoOp(${CONTEXT} ${EXTEN} ${PRIORITY})
            exten => s,2,Wait(2)
            exten => s,3,Goto(local,100,1)
            exten => 5,2,Goto(secretariat,s,1)
            """;

    private final ScriptedChannel channel = ScriptedChannel.ofBob();
    private final List<Step> steps = new ArrayList<>();

    private Ending run(Plan plan, String extension) {
        return Interpreter.run(channel, plan, "local", extension, steps::add);
    }

    private List<Integer> priorities() {
        return steps.stream().map(Step::priority).toList();
    }

    @Test
    void the_sheets_second_phone_rings_after_the_first_in_spite_of_the_gap() {
        channel.then(DialStatus.NOANSWER).then(DialStatus.NOANSWER);

        Ending ending = run(Plans.of(SECOND_SHEET), "100");

        assertThat(channel.did()).containsExactly("dial user1 PT8S", "dial user2 PT8S");
        assertThat(ending).isEqualTo(new Ending(480, 20));
        assertThat(priorities()).containsExactly(1, 3);
    }

    @Test
    void both_phones_of_the_sheet_are_called_together() {
        channel.then(DialStatus.ANSWER);

        assertThat(run(Plans.of(SECOND_SHEET), "11")).isEqualTo(Ending.NORMAL);
        assertThat(channel.did()).containsExactly("dial user1&user2 PT10S");
        assertThat(priorities()).containsExactly(1);
    }

    @Test
    void an_application_that_is_not_here_yet_ends_the_call_and_names_its_line() {
        assertThat(run(Plans.of(SECOND_SHEET), "200")).isEqualTo(Ending.DECLINED);
        assertThat(channel.said()).containsExactly("8: Carillon does not have VoiceMail yet: the call is ended");
    }

    @Test
    void the_sheets_menu_leads_into_another_context() {
        run(Plans.of(SECOND_SHEET), "50");

        assertThat(channel.did()).containsExactly("pause PT2S", "dial user1 PT8S", "dial user2 PT8S");
        assertThat(channel.said()).containsExactly("15: NoOp Menu s 1");
        assertThat(steps)
                .extracting(step -> step.context() + " " + step.extension() + " " + step.priority())
                .containsExactly("local 50 1", "Menu s 1", "Menu s 2", "Menu s 3", "local 100 1", "local 100 3");
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
        run(Plans.of("[general]\nautofallthrough=no\n[local]\nexten => 1,1,NoOp\nexten => t,1,Ringing"), "1");

        assertThat(channel.did()).containsExactly("pause PT10S", "ring");
    }

    /** {@code <phone>,102,VoiceMail,b…} of the first sheet, with what is here today. */
    @ParameterizedTest
    @CsvSource({"BUSY,1 102", "CHANUNAVAIL,1 102", "CONGESTION,1 102", "NOANSWER,1 2"})
    void nobody_to_be_reached_leads_to_n_plus_101(DialStatus status, String expected) {
        channel.then(status);

        run(Plans.local("exten => 1,1,Dial(SIP/a,20,tr)\nexten => 1,2,NoOp(u)\nexten => 1,102,NoOp(b)"), "1");

        assertThat(priorities().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void without_priorityjumping_the_plan_goes_on_at_the_next_priority() {
        channel.then(DialStatus.BUSY);

        run(Plans.of("""
                [general]
                priorityjumping=no
                [local]
                exten => 1,1,Dial(SIP/a,20)
                exten => 1,2,NoOp(u)
                exten => 1,102,NoOp(b)
                """), "1");

        assertThat(priorities()).containsExactly(1, 2);
    }

    @Test
    void without_a_branch_a_busy_phone_leads_to_the_next_priority() {
        channel.then(DialStatus.BUSY);

        run(Plans.local("exten => 1,1,Dial(SIP/a)\nexten => 1,2,NoOp"), "1");

        assertThat(priorities()).containsExactly(1, 2);
    }

    @Test
    void a_gap_is_not_skipped_into_a_branch() {
        run(Plans.local("exten => 1,1,NoOp\nexten => 1,102,NoOp(busy)"), "1");

        assertThat(priorities()).containsExactly(1);
    }

    @Test
    void a_gap_ends_the_plan_where_prioritygaps_say_so() {
        run(Plans.of("[general]\nprioritygaps=stop\n[local]\nexten => 1,1,NoOp\nexten => 1,3,NoOp"), "1");

        assertThat(priorities()).containsExactly(1);
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

        assertThat(channel.said()).containsExactly("2: NoOp 7 local 1 55 Bob \"Bob\" <55> SIP/phone");
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

    @Test
    void a_302_leads_to_an_extension_of_the_context_in_which_the_call_began() {
        channel.thenForwardedTo("200");

        run(Plans.of("""
                [local]
                exten => 1,1,Goto(inner,1,1)
                exten => 200,1,NoOp(here)
                [inner]
                exten => 1,1,Dial(SIP/a)
                exten => 200,1,NoOp(not here)
                """), "1");

        assertThat(channel.said()).containsExactly("3: NoOp here");
    }

    @Test
    void phones_that_send_a_call_round_lose_it() {
        IntStream.range(0, 20).forEach(_ -> channel.thenForwardedTo("1"));

        Ending ending = run(Plans.local("exten => 1,1,Dial(SIP/a)"), "1");

        assertThat(channel.did()).hasSize(6);
        assertThat(channel.said()).containsExactly("2: the call is not sent on to 1: it has been sent on 5 times");
        assertThat(ending.sipStatus()).isEqualTo(480);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exten => 1,1,Goto(1)",
                "exten => 1,1,Dial(IAX2/a)\nsame => n,Goto(1)",
                "exten => 1,1,Wait(0)\nsame => n,Goto(1)"
            })
    @Timeout(10)
    void a_plan_that_goes_round_is_ended_and_the_line_named(String lines) {
        assertThat(run(Plans.local(lines), "1").sipStatus()).isEqualTo(603);
        assertThat(channel.said().getLast())
                .endsWith("the plan goes round without waiting: the call is ended after 5000 priorities");
        assertThat(steps).hasSize(5_000);
    }

    @Test
    void a_plan_that_waits_may_go_round() {
        IntStream.range(0, 10_000)
                .forEach(_ -> channel.then(new DialResult(
                        DialStatus.NOANSWER, 480, 20, Duration.ofSeconds(1), Duration.ZERO, Optional.empty())));
        channel.then(DialStatus.ANSWER);

        assertThat(run(Plans.local("exten => 1,1,Dial(SIP/a,1)\nsame => n,Goto(1)"), "1"))
                .isEqualTo(Ending.NORMAL);
    }

    @Test
    void a_plan_that_makes_up_variables_runs_out_of_room() {
        run(
                Plans.local("exten => 1,1,Set(I=$[${I}0 + 1])\nsame => n,Set(V${LEN(${X})}=1)\n"
                        + "same => n,Set(X=${X}x)\nsame => n,GotoIf($[${LEN(${X})} < 400]?2)"),
                "1");

        assertThat(steps.getLast().variables()).hasSize(Variables.MAX_VARIABLES);
        assertThat(channel.said()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1&SIP/boss",
                "1&boss",
                "1,1,admin",
                "1)",
                "1${SECRET}",
                "1$[1+1]",
                "1\"",
                "1\\",
                "1?2:3",
                "1|tr",
                "1/../boss",
                "1@evil"
            })
    void what_was_dialled_never_becomes_plan(String hostile) {
        Plan plan = Plans.of("""
                [globals]
                SECRET => hidden
                [local]
                exten => _1.,1,NoOp(${EXTEN})
                same => n,Set(COPY=${EXTEN})
                same => n,Dial(SIP/${COPY},5)
                same => n,GotoIf($["${EXTEN}" = "x"]?admin,s,1)
                same => n,Goto(${EXTEN})
                [admin]
                exten => _.,1,NoOp(admin)
                """);

        run(plan, hostile);

        assertThat(channel.requests())
                .allSatisfy(request -> assertThat(request.targets()).containsExactly(new DialRequest.Target(hostile)));
        assertThat(channel.requests().stream().flatMap(request -> request.timeout().stream()))
                .allMatch(Duration.ofSeconds(5)::equals);
        assertThat(channel.said()).first().isEqualTo("4: NoOp " + hostile);
        assertThat(steps).extracting(Step::context).containsOnly("local");
        assertThat(String.join("", channel.said())).doesNotContain("hidden");
    }

    @Test
    void a_line_break_that_was_dialled_stays_on_the_line_of_the_log() {
        run(Plans.local("exten => _1.,1,NoOp(${EXTEN})"), "1\r\nCall from boss");

        assertThat(channel.said()).containsExactly("2: NoOp 1??Call from boss");
    }

    @Test
    void a_caller_whose_name_is_an_expression_is_no_expression() {
        ScriptedChannel named = ScriptedChannel.of(new Caller("phone", "55", "\" | 1 = 1 | \"", "1"));

        Interpreter.run(
                named,
                Plans.local(
                        "exten => 1,1,GotoIf($[\"${CALLERID(name)}\" = \"boss\"]?3)\nsame => n,Busy\nsame => n,Answer"),
                "local",
                "1",
                steps::add);

        assertThat(named.did()).isEmpty();
    }
}
