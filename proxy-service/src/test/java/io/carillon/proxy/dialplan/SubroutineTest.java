package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gosub, Macro and loops. */
class SubroutineTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();
    private final List<Step> steps = new ArrayList<>();

    private Ending run(String lines) {
        return Interpreter.run(channel, Plans.local(lines), "local", "1", steps::add);
    }

    @Test
    void a_gosub_has_arguments_and_comes_back_with_a_value() {
        run("""
                exten => 1,1,Gosub(sub,s,1(a,"b,c"))
                same => n,NoOp(${GOSUB_RETVAL} <${ARG1}>)
                [sub]
                exten => s,1,NoOp(${ARG1} ${ARG2} ${ARGC})
                same => n,Return(${ARG1}${ARG1})
                """);

        assertThat(channel.said()).containsExactly("5: NoOp a b,c 2", "3: NoOp aa <>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Gosub(3)",
                "Gosub(there)",
                "Gosub(1,there)",
                "Gosub(local,1,3)",
                "GosubIf(1?there)",
                "GosubIf(0?9:there)",
                "GosubIf($[1 = 1]?local,1,there(x,y))",
                "ExecIf(1?Gosub(there))",
                "Exec(Gosub(local,1,there(x)))"
            })
    void a_gosub_leads_to_a_priority_of_the_plan(String gosub) {
        run("exten => 1,1," + gosub + "\nsame => n,Busy\nsame => n(there),Ringing\nsame => n,Return");

        assertThat(steps).extracting(Step::priority).containsExactly(1, 3, 4, 2);
    }

    @Test
    void local_variables_end_with_their_subroutine() {
        run("""
                exten => 1,1,Set(A=outer)
                same => n,Gosub(s,1)
                same => n,NoOp(${A} ${B})
                exten => s,1,Set(LOCAL(A)=inner)
                same => n,Set(A=inner2)
                same => n,Set(B=kept)
                same => n,NoOp(${A} ${LOCAL(A)})
                same => n,Return
                """);

        assertThat(channel.said()).containsExactly("8: NoOp inner2 inner2", "4: NoOp outer kept");
    }

    @Test
    void a_subroutine_does_not_see_the_arguments_of_the_one_around_it() {
        run("""
                exten => 1,1,Gosub(a,1(x,y))
                exten => a,1,Gosub(b,1(z))
                same => n,NoOp(${ARG1} ${ARG2})
                exten => b,1,NoOp(${ARG1} <${ARG2}>)
                same => n,Return
                """);

        assertThat(channel.said()).containsExactly("5: NoOp z <>", "4: NoOp x y");
    }

    @Test
    void stackpop_makes_a_subroutine_part_of_the_plan() {
        run("exten => 1,1,Gosub(a,1)\nsame => n,NoOp(never)\nexten => a,1,StackPop\nsame => n,Return\n");

        assertThat(channel.said()).containsExactly("5: Return without a Gosub: the call is ended");
    }

    @Test
    void a_gosub_to_nowhere_ends_the_call() {
        assertThat(run("exten => 1,1,Gosub(nowhere,s,1)")).isEqualTo(Ending.DECLINED);
        assertThat(channel.said()).containsExactly("2: there is no s,1 in [nowhere] to go to");
    }

    @Test
    @Timeout(10)
    void a_subroutine_that_calls_itself_for_ever_is_ended_and_the_line_named() {
        assertThat(run("exten => 1,1,Gosub(1,1)")).isEqualTo(Ending.DECLINED);
        assertThat(channel.said()).containsExactly("2: subroutines call subroutines more than 50 deep");
    }

    @Test
    void a_macro_knows_who_called_it_and_comes_back_at_its_end() {
        run("""
                exten => 1,1,Macro(greet,SIP/a,20)
                same => n,NoOp(<${ARG1}> <${MACRO_EXTEN}> ${EXTEN})
                [macro-greet]
                exten => s,1,NoOp(${ARG1} ${ARG2} ${MACRO_EXTEN} ${MACRO_CONTEXT} ${MACRO_PRIORITY} ${EXTEN})
                """);

        assertThat(channel.said()).containsExactly("5: NoOp SIP/a 20 1 local 1 s", "3: NoOp <> <> 1");
    }

    @Test
    void the_macro_of_every_handbook_runs() {
        channel.then(DialStatus.BUSY);

        run("""
                exten => 1,1,Macro(stdexten,${EXTEN},SIP/a)
                same => n,NoOp(${MACRO_DONE})
                [macro-stdexten]
                exten => s,1,Dial(${ARG2},20)
                exten => s,2,Goto(s-${DIALSTATUS},1)
                exten => s-NOANSWER,1,NoOp(unavailable)
                exten => s-NOANSWER,2,Goto(default,s,1)
                exten => s-BUSY,1,NoOp(busy ${ARG1})
                exten => s-BUSY,2,Set(MACRO_DONE=yes)
                exten => _s-.,1,Goto(s-NOANSWER,1)
                """);

        assertThat(channel.said()).containsExactly("9: NoOp busy 1", "3: NoOp yes");
    }

    @Test
    void a_macro_that_leaves_its_context_does_not_come_back() {
        run("""
                exten => 1,1,Macro(a,x)
                same => n,NoOp(never)
                exten => 2,1,NoOp(<${ARG1}>)
                [macro-a]
                exten => s,1,Goto(local,2,1)
                """);

        assertThat(channel.said()).containsExactly("4: NoOp <>");
        assertThat(steps.getLast().variables()).isEmpty();
    }

    @Test
    void macroexit_ends_a_macro_and_macroif_chooses_one() {
        run("""
                exten => 1,1,MacroIf(0?a:b,x)
                same => n,NoOp(back)
                [macro-b]
                exten => s,1,NoOp(${ARG1})
                same => n,MacroExit
                same => n,NoOp(never)
                """);

        assertThat(channel.said()).containsExactly("5: NoOp x", "3: NoOp back");
    }

    @Test
    void a_macro_that_is_missing_is_told_and_passed_over() {
        run("exten => 1,1,Macro(nothing)\nsame => n,Ringing");

        assertThat(channel.said()).containsExactly("2: there is no macro nothing: [macro-nothing] with extension s");
        assertThat(channel.did()).containsExactly("ring");
    }

    @Test
    void a_macro_without_h_leaves_it_to_whoever_called_it() {
        channel.leavesAt("pause");
        Plan plan = Plans.local(
                "exten => 1,1,Macro(a)\nexten => h,1,NoOp(h ${CONTEXT})\n" + "[macro-a]\nexten => s,1,Wait(1)");

        assertThatThrownBy(() -> Interpreter.run(channel, plan, "local", "1", steps::add))
                .isInstanceOf(HungUp.class);
        assertThat(channel.said()).containsExactly("3: NoOp h local");
    }

    @Test
    void a_loop_goes_round_while_its_condition_holds() {
        run("""
                exten => 1,1,Set(I=0)
                same => n,While($[${I} < 5])
                same => n,Set(I=$[${I} + 1])
                same => n,GotoIf($[${I} = 2]?skip)
                same => n,ExecIf($[${I} = 4]?ExitWhile())
                same => n,NoOp(${I})
                same => n(skip),EndWhile
                same => n,NoOp(end ${I})
                """);

        assertThat(channel.said()).containsExactly("7: NoOp 1", "7: NoOp 3", "9: NoOp end 4");
    }

    @Test
    void loops_may_stand_in_loops() {
        run("""
                exten => 1,1,Set(I=0)
                same => n,While($[${I} < 2])
                same => n,Set(J=0)
                same => n,While($[${J} < 2])
                same => n,NoOp(${I}${J})
                same => n,Set(J=$[${J} + 1])
                same => n,ContinueWhile
                same => n,NoOp(never)
                same => n,EndWhile
                same => n,Set(I=$[${I} + 1])
                same => n,EndWhile
                same => n,NoOp(end)
                """);

        assertThat(channel.said())
                .containsExactly("6: NoOp 00", "6: NoOp 01", "6: NoOp 10", "6: NoOp 11", "13: NoOp end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"While(0)", "EndWhile", "ExitWhile", "ContinueWhile"})
    void half_a_loop_ends_the_call_and_is_told(String application) {
        assertThat(run("exten => 1,1," + application)).isEqualTo(Ending.DECLINED);
        assertThat(channel.said()).hasSize(1);
    }

    @Test
    void a_call_can_be_resumed_in_the_middle_of_a_subroutine() {
        Plan plan = Plans.local("""
                exten => 1,1,Set(A=kept)
                same => n,Gosub(sub,s,1(x,y))
                same => n,NoOp(back ${A} <${ARG1}>)
                [sub]
                exten => s,1,Set(CALLERID(num)=77)
                same => n,Macro(inner,z)
                same => n,NoOp(${ARG2} ${CALLERID(num)})
                same => n,Return
                [macro-inner]
                exten => s,1,NoOp(${ARG1} ${MACRO_EXTEN})
                """);
        Interpreter.run(channel, plan, "local", "1", steps::add);
        Step inTheMacro = steps.stream()
                .filter(step -> step.context().equals("macro-inner"))
                .findFirst()
                .orElseThrow();
        ScriptedChannel other = ScriptedChannel.ofBob();
        List<Step> again = new ArrayList<>();

        Interpreter.resume(other, plan, inTheMacro, again::add);

        assertThat(other.said()).isEqualTo(channel.said());
        assertThat(again).isEqualTo(steps.subList(steps.indexOf(inTheMacro), steps.size()));
    }
}
