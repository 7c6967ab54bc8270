package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the labs dial. */
class LabSheetTest {
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
    void nobody_who_answers_leads_to_voicemail() {
        channel.then(DialStatus.NOANSWER);

        assertThat(run(Plans.of(SECOND_SHEET), "200")).isEqualTo(Ending.NORMAL);
        assertThat(channel.did()).containsExactly("dial user2 PT8S", "voicemail 200@default");
    }

    @Test
    void an_application_that_is_not_here_yet_ends_the_call_and_names_its_line() {
        Ending ending = run(Plans.local("exten => 200,1,NoOp\nexten => 200,2,Queue(desk)"), "200");

        assertThat(ending).isEqualTo(Ending.DECLINED);
        assertThat(channel.said()).last().asString().endsWith("Carillon does not have Queue yet: the call is ended");
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
}
