package io.carillon.proxy.dialplan.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.config.extensions.ApplicationNames.Support;
import io.carillon.config.extensions.KnownApplications;
import io.carillon.proxy.dialplan.DialStatus;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Executed;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plan;
import io.carillon.proxy.dialplan.PlanListener;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.dialplan.ScriptedChannel;
import io.carillon.proxy.dialplan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationsTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();
    private final List<Step> steps = new ArrayList<>();

    private Ending run(String... applications) {
        return run(Plans.steps(applications));
    }

    private Ending run(Plan plan) {
        return Interpreter.run(channel, plan, "local", "1", steps::add);
    }

    private Map<String, String> variables() {
        return steps.getLast().variables();
    }

    @ParameterizedTest
    @CsvSource({
        "Dial,HERE",
        "dial,HERE",
        "GOTOIF,HERE",
        "Queue,LATER",
        "background,HERE",
        "System,HERE",
        "Macro,HERE",
        "Dail,UNKNOWN"
    })
    void the_reader_of_a_plan_is_told_what_is_here(String name, Support support) {
        assertThat(Applications.NAMES.support(name)).isEqualTo(support);
        assertThat(Applications.NAMES.application(name).isPresent()).isEqualTo(support == Support.HERE);
    }

    @Test
    void whoever_reads_a_plan_elsewhere_is_told_the_same() {
        assertThat(Applications.here()).isEqualTo(KnownApplications.here());
    }

    @Test
    void answer_ringing_progress_and_wait_do_what_they_say() {
        run("Ringing", "Progress()", "Wait(1.5)", "answer()", "Answer(500)");

        assertThat(channel.did())
                .containsExactly("ring", "progress", "pause PT1.5S", "answer", "answer", "pause PT0.5S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wait(soon)", "Wait", "Wait(-1)", "Wait(99999999999999)"})
    void a_wait_for_no_number_does_not_wait(String wait) {
        run(wait, "Ringing");

        assertThat(channel.did()).containsExactly("ring");
        assertThat(channel.said()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Hangup, 603, 21",
        "Hangup(), 603, 21",
        "Hangup(16), 603, 16",
        "Hangup(17), 486, 17",
        "Hangup(34), 503, 34",
        "Hangup(1), 404, 1",
        "Hangup(USER_BUSY), 486, 17",
        "Hangup(ast_cause_busy), 486, 17",
        "Hangup(21), 403, 21",
        "Hangup(99), 603, 99",
        "Hangup(0), 603, 21",
        "Hangup(nonsense), 603, 21",
        "Busy, 486, 17",
        "Busy(10), 486, 17",
        "Congestion(), 503, 34",
        "Congestion(5), 503, 34"
    })
    void a_call_can_be_ended_before_it_is_answered(String application, int sipStatus, int cause) {
        assertThat(run(application, "Ringing")).isEqualTo(new Ending(sipStatus, cause));
        assertThat(channel.did()).isEmpty();
    }

    @Test
    void hangup_after_a_busy_dial_says_busy() {
        channel.then(DialStatus.BUSY);

        assertThat(run("Dial(SIP/a)", "Hangup()")).isEqualTo(Ending.BUSY);
    }

    @Test
    void an_answered_caller_hears_that_it_is_busy_for_the_time_given() {
        assertThat(run("Set(CHANNEL(tonezone)=fr)", "Answer", "Busy(3)")).isEqualTo(Ending.BUSY);
        assertThat(channel.did()).containsExactly("answer", "play on busy of fr", "pause PT3S", "play nothing");
    }

    @Test
    void an_answered_caller_hears_of_congestion_until_it_hangs_up() {
        channel.leavesAt("pause");

        assertThatThrownBy(() -> run("Answer", "Congestion()")).isInstanceOf(HungUp.class);

        assertThat(channel.did()).containsExactly("answer", "play on congestion of us", "pause PT24H");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Goto(3)
            Goto(1,3)
            Goto(local,1,3)
            Goto( local , 1 , 3 )
            goto(there)
            Goto(1,there)
            Goto(+2)
            Goto(${EXTEN},there)
            Goto(${TARGET})
            GotoIf(1?3)
            GotoIf(1?3:2)
            GotoIf(0?2:3)
            GotoIf(?2:there)
            GotoIf($[1 = 1]?local,1,3)
            GotoIf($[${EXTEN} = 1]?there:2)
            GotoIf($["a?b" = "a:b"]?2:3)
            GotoIf(00?2:3)
            GotoIf(no digits?3)
            """)
    void a_jump_leads_to_the_third_priority(String jump) {
        run(Plans.of("[globals]\nTARGET => local,1,there\n[local]\nexten => 1,1," + jump
                + "\nexten => 1,2,Busy\nexten => 1,3(there),Ringing"));

        assertThat(steps).extracting(Step::priority).containsExactly(1, 3);
        assertThat(channel.did()).containsExactly("ring");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GotoIf(0?3)", "GotoIf(1?:3)", "GotoIf(?3)", "GotoIf(1)", "GotoIf"})
    void a_condition_without_a_target_leads_on(String jump) {
        run(jump, "Busy", "Ringing");

        assertThat(steps).extracting(Step::priority).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Goto", "Goto()", "Goto(a,b,c,d)", "Goto(,)"})
    void a_goto_to_nowhere_ends_the_call(String jump) {
        assertThat(run(jump, "Answer")).isEqualTo(Ending.DECLINED);
        assertThat(channel.said()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Set(A=1)            | 1
            Set( A =1)          | 1
            Set(A=1,B=2)        | 1,B=2
            Set(__A=1)          | 1
            Set(A=a=b)          | a=b
            Set(A=)             | ``
            Set(A=$[2*3])       | 6
            Set(A=${EXTEN:0:1}) | 1
            """)
    void set_gives_a_variable_its_value(String set, String value) {
        run(set, "NoOp");

        assertThat(variables()).isEqualTo(Map.of("A", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Set", "Set(A)", "Set(=1)", "Set(LEN(x)=Eve)", "Set(NOTHING(A)=1)"})
    void what_cannot_be_set_is_told_once_a_line(String set) {
        run(set, "GotoIf($[${LEN(${X})} > 3]?4)", "Goto(1)", "NoOp");

        assertThat(channel.said().stream().filter(line -> line.startsWith("2:")))
                .hasSize(1);
        assertThat(variables()).isEmpty();
    }

    @Test
    void verbose_leaves_its_level_away() {
        run("Verbose(3, hello, world)", "Verbose(hello)", "NoOp(a, b)");

        assertThat(channel.said()).containsExactly("2: hello, world", "3: hello", "4: NoOp a, b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GotoIfTime(9:00-17:00,mon-fri,*,*?3)
            GotoIfTime(*,sat-sun,*,*?2:3)
            GotoIfTime(9:00-17:00,mon-fri,*,*?local,1,there:2)
            GotoIfTime(20:00-21:00,*,*,*,Asia/Tokyo?there)
            GotoIf(0.5?2:3)
            GotoIf("0"?3:2)
            GotoIf(abc?3)
            ExecIf(1?Goto(there))
            ExecIf(0?Busy():Goto(local,1,3))
            ExecIfTime(*,*,15,jan?Goto(3))
            Exec(Goto(there))
            """)
    void a_condition_leads_to_the_third_priority(String jump) {
        run(Plans.of("[local]\nexten => 1,1," + jump + "\nexten => 1,2,Busy\nexten => 1,3(there),Ringing"));

        assertThat(steps).extracting(Step::priority).containsExactly(1, 3);
    }

    @Test
    void applications_that_run_applications_have_an_end() {
        assertThat(run("Exec(".repeat(12) + "NoOp" + ")".repeat(12))).isEqualTo(Ending.DECLINED);
        assertThat(channel.said())
                .containsExactly("2: applications run applications more than 10 deep: the call is ended");
    }

    @Test
    void an_application_that_is_executed_but_unknown_ends_the_call() {
        assertThat(run("ExecIf(1?Dail(SIP/a))")).isEqualTo(Ending.DECLINED);
        assertThat(channel.said()).containsExactly("2: there is no application Dail here: the call is ended");
    }

    @Test
    void userevent_tells_what_the_plan_says() {
        run("UserEvent(Visitor,Door: north,Who:${CALLERID(all)},Alone)", "UserEvent()");

        assertThat(channel.did()).containsExactly("event Visitor {Door=north, Who=\"Bob\" <55>, Alone=}");
        assertThat(channel.said()).containsExactly("3: UserEvent takes a name");
    }

    @Test
    void log_names_its_level() {
        run("Log(NOTICE,a, b)", "Log(NOTICE)");

        assertThat(channel.said()).containsExactly("2: NOTICE a, b", "3: Log takes level,text, not NOTICE");
    }

    @Test
    void whoever_watches_a_plan_sees_each_step_with_its_place() {
        List<String> seen = new ArrayList<>();
        Interpreter.run(
                channel,
                Plans.local("exten => 1,1,Set(A=${EXTEN}\\;)\nsame => n,Goto(2,1)\nexten => 2,1,NoOp(${A})\n"
                        + "exten => h,1,NoOp(over)"),
                "local",
                "1",
                new PlanListener() {
                    @Override
                    public void at(Step step) {
                        seen.add("at " + step.extension() + "," + step.priority());
                    }

                    @Override
                    public void runs(Executed executed) {
                        seen.add(executed.at() + " " + executed.place().context() + " " + executed.application() + "("
                                + executed.arguments() + ")");
                    }
                });

        assertThat(seen)
                .containsExactly(
                        "at 1,1",
                        "extensions.conf:2:14 local Set(A=1;)",
                        "at 1,2",
                        "extensions.conf:3:11 local Goto(2,1)",
                        "at 2,1",
                        "extensions.conf:4:14 local NoOp(1;)",
                        "extensions.conf:5:14 local NoOp(over)");
    }
}
