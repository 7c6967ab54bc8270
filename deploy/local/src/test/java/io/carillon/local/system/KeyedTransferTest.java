package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Options t and T of Dial: a party hands its call over by the keys of its phone. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class KeyedTransferTest {
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final Lab lab;

    KeyedTransferTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void with_t_the_callee_sends_its_caller_on_who_hears_music_meanwhile_and_none_of_the_keys() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk talk = Talk.between(alice, "98" + Lab.numberOf(bob), bob);

            talk.callee().audio().talker().press('#');
            PromptsHeard.in(talk.callee(), "en", Duration.ZERO, "pbx-transfer");
            talk.caller().awaitTone(LabConfiguration.RECORDED);
            press(talk.callee(), Lab.numberOf(carol));

            IncomingCall call = carol.awaitCall().answer();
            talk.callee().awaitHungUp();
            Talk.assertTalking(talk.caller(), call);
            assertThat(talk.caller().audio().ear().digits()).isEmpty();
            talk.caller().hangUp();
            call.awaitHungUp();
            JsonNode transferred = lab.facts()
                    .await(
                            "CallTransferred",
                            data -> data.path("target").asText().equals(Lab.numberOf(carol)));
            assertThat(transferred.path("data").path("by").path("account").asText())
                    .isEqualTo(bob.user());
        }
    }

    @Test
    void with_capital_t_the_caller_sends_its_callee_on_by_keys_told_by_info() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk talk = Talk.between(alice, "98" + Lab.numberOf(bob), bob);

            for (char key : ("#" + Lab.numberOf(carol)).toCharArray()) {
                assertThat(talk.caller().sendInfo(key).status()).isEqualTo(200);
            }

            IncomingCall call = carol.awaitCall();
            assertThat(call.callerNumber()).isEqualTo(Lab.numberOf(bob));
            talk.caller().awaitHungUp();
            Talk.assertTalking(talk.callee(), call.answer());
            assertThat(talk.callee().audio().ear().digits()).isEmpty();
            call.hangUp();
            talk.callee().awaitHungUp();
        }
    }

    @Test
    void other_keys_reach_the_other_party_each_once_and_in_order() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, "98" + Lab.numberOf(bob), bob);

            press(talk.callee(), "123");
            press(talk.caller(), "4*5");

            talk.caller().audio().ear().awaitDigits("123", LIMIT);
            talk.callee().audio().ear().awaitDigits("4*5", LIMIT);
            Talk.assertTalking(talk.caller(), talk.callee());
        }
    }

    @Test
    void a_number_that_nobody_has_is_told_so_and_the_two_talk_again() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, "98" + Lab.numberOf(bob), bob);

            press(talk.callee(), "#000");

            PromptsHeard.in(talk.callee(), "en", Duration.ZERO, "pbx-invalid");
            Talk.assertTalking(talk.caller(), talk.callee());
            assertThat(talk.caller().audio().ear().digits()).isEmpty();
        }
    }

    @Test
    void whoever_names_no_number_in_time_is_given_back() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, "98" + Lab.numberOf(bob), bob);

            talk.caller().audio().talker().press('#');

            PromptsHeard.in(talk.caller(), "en", Duration.ZERO, "pbx-transfer", "pbx-invalid");
            Talk.assertTalking(talk.caller(), talk.callee());
            assertThat(talk.callee().audio().ear().digits()).isEmpty();
        }
    }

    @Test
    void the_plan_says_in_which_context_the_number_is_looked_for() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, "99" + Lab.numberOf(bob), bob);

            press(talk.callee(), "#7");

            talk.callee().awaitHungUp();
            talk.caller().awaitTone(alice.tone());
        }
    }

    @Test
    void a_phone_whose_keys_go_by_info_gets_those_that_are_no_feature_by_info() {
        try (Phone alice = lab.registered();
                Phone bob = lab.phone("info1", "secret-info1").tone(900).open().registered();
                Phone carol = lab.registered()) {
            Talk talk = Talk.between(alice, "809", bob);

            assertThat(talk.callee().sendInfo('6').status()).isEqualTo(200);
            talk.caller().audio().ear().awaitDigits("6", LIMIT);
            for (char key : ("#" + Lab.numberOf(carol)).toCharArray()) {
                assertThat(talk.callee().sendInfo(key).status()).isEqualTo(200);
            }

            Talk.assertTalking(talk.caller(), carol.awaitCall().answer());
            talk.callee().awaitHungUp();
            assertThat(talk.caller().audio().ear().digits()).isEqualTo("6");
        }
    }

    @Test
    void who_leaves_while_it_is_handed_over_ends_the_call() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, "98" + Lab.numberOf(bob), bob);
            talk.callee().audio().talker().press('#');
            talk.caller().awaitTone(LabConfiguration.RECORDED);

            talk.callee().hangUp();

            talk.caller().awaitHungUp();
        }
    }

    private static void press(PhoneCall party, String keys) {
        for (int i = 0; i < keys.length(); i++) {
            party.audio().talker().press(keys.charAt(i));
        }
    }
}
