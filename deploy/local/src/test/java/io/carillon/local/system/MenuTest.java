package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.sound.Tone;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a caller alone with the plan hears, judged by its sound, and what its keys do. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class MenuTest {
    private static final Tone FRENCH_BUSY = new Tone(440);

    private final Lab lab;

    MenuTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_key_cuts_the_prompt_and_its_extension_speaks() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("901").awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "vm-options");
            call.audio().talker().press('4');

            PromptsHeard.in(call, "en", Duration.ZERO, "digits/4");
            call.awaitHungUp();
        }
    }

    @Test
    void a_key_by_info_cuts_it_as_well() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("901").awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "vm-options");
            assertThat(call.sendInfo('4').status()).isEqualTo(200);

            PromptsHeard.in(call, "en", Duration.ZERO, "digits/4");
            call.awaitHungUp();
        }
    }

    @Test
    void without_a_key_the_menu_is_heard_again() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("901").awaitAnswered();
            Duration first = PromptsHeard.in(call, "en", Duration.ZERO, "vm-options");

            Duration second = PromptsHeard.in(call, "en", first.plusMillis(500), "vm-options");

            assertThat(second).isGreaterThan(first);
            call.hangUp();
        }
    }

    @Test
    void a_key_that_means_nothing_is_told_so_and_the_menu_comes_again() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("901").awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "vm-options");
            call.audio().talker().press('9');

            Duration invalid = PromptsHeard.in(call, "en", Duration.ZERO, "pbx-invalid");
            PromptsHeard.in(call, "en", invalid, "vm-options");
            call.hangUp();
        }
    }

    @Test
    void a_number_keyed_in_rings_a_phone_and_both_are_heard() {
        try (Phone caller = lab.registered();
                Phone callee = lab.registered()) {
            OutgoingCall call = caller.call("901").awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "vm-options");
            for (char digit : Lab.numberOf(callee).toCharArray()) {
                call.audio().talker().press(digit);
            }

            IncomingCall rung = callee.awaitCall().ring();
            rung.answer();
            call.awaitTone(callee.tone());
            rung.awaitTone(caller.tone());
            call.hangUp();
            rung.awaitHungUp();
        }
    }

    @Test
    void the_echo_test_says_what_it_does_gives_ones_own_voice_back_and_ends_by_a_key() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("908").awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "demo-echotest");

            call.audio().ear().awaitTone(caller.tone(), Duration.ofSeconds(30));
            call.audio().talker().press('#');

            PromptsHeard.in(call, "en", Duration.ZERO, "demo-echodone");
            call.awaitHungUp();
        }
    }

    @Test
    void numbers_digits_and_letters_are_spoken_in_order() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("902").awaitAnswered();

            PromptsHeard.in(
                    call,
                    "en",
                    Duration.ZERO,
                    "digits/1",
                    "digits/thousand",
                    "digits/2",
                    "digits/hundred",
                    "digits/30",
                    "digits/4",
                    "digits/9",
                    "digits/0",
                    "digits/7",
                    "letters/a",
                    "letters/b");
            call.awaitHungUp();
        }
    }

    @Test
    void french_counts_in_its_own_way() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("903").awaitAnswered();

            PromptsHeard.in(call, "fr", Duration.ZERO, "digits/80", "digits/11", "vm-goodbye");
            call.awaitHungUp();
        }
    }

    @Test
    void what_is_keyed_in_is_read_and_said() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("904").awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "vm-password");
            for (char digit : "4711".toCharArray()) {
                call.audio().talker().press(digit);
            }

            PromptsHeard.in(call, "en", Duration.ZERO, "digits/4", "digits/7", "digits/1", "digits/1");
            call.awaitHungUp();
        }
    }

    @Test
    void a_prompt_may_be_heard_before_the_answer() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("905").awaitStatus(183);

            PromptsHeard.in(call, "en", Duration.ZERO, "vm-intro");
            assertThat(call.awaitOutcome().status()).isEqualTo(486);
        }
    }

    @Test
    void music_is_heard_until_the_caller_hangs_up() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("907").awaitAnswered();

            call.audio().ear().awaitPackets(100);
            assertThat(call.hangUp().status()).isEqualTo(200);
        }
    }

    @Test
    void music_of_several_recordings_is_heard_one_after_the_other_and_again() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("909").awaitAnswered();

            call.awaitTone(LabConfiguration.RECORDED);
            call.awaitTone(LabConfiguration.SECOND_TRACK);
            call.awaitTone(LabConfiguration.RECORDED);
        }
    }

    @Test
    void a_caller_who_is_answered_hears_that_it_is_busy_for_the_time_given() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("910").awaitAnswered();

            // Half a second of it, then half of silence.
            Watch.until(
                    "the French signal",
                    Duration.ofSeconds(3),
                    () -> call.audio().ear().listen(Duration.ofSeconds(2)).shareOf(FRENCH_BUSY) > 0.3,
                    () -> call.audio().ear().toString());
            call.awaitHungUp();
        }
    }

    @Test
    void whoever_is_handed_over_to_a_menu_hears_it_and_chooses() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);
            OutgoingCall menu = alice.call("901").awaitAnswered();
            PromptsHeard.in(menu, "en", Duration.ZERO, "vm-options");

            assertThat(talk.caller().transferTo(menu).status()).isEqualTo(202);

            PromptsHeard.in(talk.callee(), "en", Duration.ZERO, "vm-options");
            talk.callee().audio().talker().press('4');
            PromptsHeard.in(talk.callee(), "en", Duration.ZERO, "digits/4");
            talk.callee().awaitHungUp();
        }
    }
}
