package io.carillon.proxy.dialplan.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.Gain;
import io.carillon.protocol.sip.voicemail.VoicemailRequest.Purpose;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.dialplan.ScriptedChannel;
import io.carillon.proxy.dialplan.Step;
import io.carillon.proxy.dialplan.VoicemailVisit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceMailTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();
    private final List<Step> steps = new ArrayList<>();

    private Ending run(String plan) {
        return Interpreter.run(channel, Plans.local(plan), "local", "7", steps::add);
    }

    private VoicemailVisit visit(String application) {
        run("exten => 7,1," + application);
        return channel.visits().getFirst();
    }

    private List<String> places() {
        return steps.stream()
                .map(step -> step.extension() + " " + step.priority())
                .toList();
    }

    private String status() {
        return steps.getLast().variables().getOrDefault("VMSTATUS", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "VoiceMail(1000); 1000@default; ''",
                "VoiceMail(1000,u); 1000@default; u",
                "VoiceMail(1000@office,su); 1000@office; su",
                "VoiceMail(1000@office&1001,b); 1000@office 1001@default; b",
                "VoiceMail,b1000; 1000@default; b",
                "VoiceMail(u1000); 1000@default; u",
                "voicemail(su1000@office); 1000@office; su"
            })
    void mailboxes_and_greeting_are_read_in_the_new_form_and_in_the_old(String written, String boxes, String flags) {
        VoicemailVisit visit = visit(written);

        assertThat(visit.purpose()).isEqualTo(Purpose.LEAVE);
        assertThat(visit.boxes()).containsExactly(boxes.split(" "));
        assertThat(visit.flags()).isEqualTo(flags);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "VoiceMail(1000,ug(6)); 6",
                "VoiceMail(1000,g(-24)u); -24",
                "VoiceMailMain(1000,sg(+3)); 3",
                "VoiceMail(1000,u); 0"
            })
    void what_is_recorded_can_be_made_louder_or_quieter(String written, int decibels) {
        assertThat(visit(written).gain()).isEqualTo(new Gain(decibels));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VoiceMail(1000,g(1.5))",
                "VoiceMail(1000,g(25))",
                "VoiceMailMain(1000,g(loud))",
                "VoiceMail(1000,g)"
            })
    void a_gain_that_is_none_is_told_and_changes_nothing(String written) {
        assertThat(visit(written).gain()).isEqualTo(Gain.NONE);
        assertThat(channel.said()).singleElement().asString().contains("whole decibels from -24 to 24");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "VoiceMailMain(); ''; ''; -1",
                "VoiceMailMain(1000@office,s); 1000@office; s; -1",
                "VoiceMailMain(,p); ''; p; -1",
                "VoiceMailMain(1000,a(1)); 1000@default; ''; 1"
            })
    void whoever_hears_messages_may_be_asked_for_mailbox_and_password(
            String written, String box, String flags, int folder) {
        VoicemailVisit visit = visit(written);

        assertThat(visit.purpose()).isEqualTo(Purpose.HEAR);
        assertThat(String.join(" ", visit.boxes())).isEqualTo(box);
        assertThat(visit.flags()).isEqualTo(flags);
        assertThat(visit.folder().orElse(-1)).isEqualTo(folder);
    }

    @Test
    void only_keys_that_the_plan_has_an_extension_for_let_the_caller_leave() {
        run("exten => 7,1,VoiceMail(1000)\nexten => o,1,NoOp");

        assertThat(channel.visits().getFirst().exits()).isEqualTo("0");
    }

    @Test
    void with_d_the_digits_of_the_context_let_the_caller_leave() {
        run("exten => 7,1,VoiceMail(1000,d)\nexten => a,1,NoOp\nexten => 3,1,NoOp");

        assertThat(channel.visits().getFirst().exits()).isEqualTo("*37");
    }

    @ParameterizedTest
    @CsvSource({"0, o 1", "*, a 1", "3, 3 1"})
    void a_caller_who_leaves_by_a_key_goes_on_at_its_extension(char key, String place) {
        channel.voicemailEnds(VoicemailResult.exit(key));

        run("exten => 7,1,VoiceMail(1000,d)\nexten => 3,1,NoOp\nexten => o,1,NoOp\nexten => a,1,NoOp");

        assertThat(places()).containsExactly("7 1", place);
        assertThat(status()).isEqualTo("USEREXIT");
    }

    @Test
    void when_the_message_is_left_the_plan_goes_on() {
        Ending ending = run("exten => 7,1,VoiceMail(1000)\nexten => 7,n,NoOp");

        assertThat(places()).containsExactly("7 1", "7 2");
        assertThat(status()).isEqualTo("SUCCESS");
        assertThat(ending).isEqualTo(Ending.NORMAL);
    }

    @Test
    void where_no_voicemail_is_there_the_plan_goes_on_and_knows_it() {
        channel.voicemailEnds(VoicemailResult.failed());

        run("exten => 7,1,VoiceMail(1000)\nexten => 7,n,NoOp");

        assertThat(status()).isEqualTo("FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VoiceMail()", "VoiceMail(10/00)", "VoiceMail(1000@a@b)"})
    void what_is_no_mailbox_is_nobodys(String written) {
        run("exten => 7,1," + written + "\nexten => 7,n,NoOp");

        assertThat(channel.visits()).isEmpty();
        assertThat(status()).isEqualTo("FAILED");
        assertThat(channel.said()).isNotEmpty();
    }

    @Test
    void a_number_that_a_phone_sent_is_one_mailbox() {
        Interpreter.run(channel, Plans.local("exten => _X.,1,VoiceMail(${EXTEN},u)"), "local", "1&2@x", steps::add);

        assertThat(channel.visits()).isEmpty();
    }
}
