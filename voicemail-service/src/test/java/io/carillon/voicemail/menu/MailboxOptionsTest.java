package io.carillon.voicemail.menu;

import static io.carillon.voicemail.menu.Voicemail.ANNE;
import static io.carillon.voicemail.menu.Voicemail.PIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.voicemail.message.Greeting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxOptionsTest {
    private final Voicemail voicemail = new Voicemail();
    private final ScriptedChannel caller = voicemail.caller().at("vm-opts", "0");

    @ParameterizedTest
    @CsvSource({"1, vm-rec-unv, UNAVAILABLE", "2, vm-rec-busy, BUSY", "3, vm-rec-name, NAME"})
    void an_owner_records_its_greetings(String key, String instructions, Greeting.Kind kind) {
        caller.at("vm-options", key).at("vm-review", "1").at("vm-msgsaved", "#");

        voicemail.hear(caller);

        assertThat(caller.heard())
                .containsSubsequence("vm-options", instructions, "beep", "[recorded]", "vm-review", "vm-msgsaved");
        assertThat(voicemail.store.greeting(ANNE, kind)).isPresent();
    }

    @Test
    void a_greeting_is_as_long_as_maxgreet_at_most_and_a_message_s_length_is_another_matter() {
        voicemail.with(new Settings().longestGreeting(Duration.ofSeconds(60)));
        caller.at("vm-options", "1").at("vm-review", "1").at("vm-msgsaved", "#");

        voicemail.hear(caller);

        assertThat(caller.recorded())
                .extracting(request -> request.limits().longest())
                .containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void a_temporary_greeting_is_recorded() {
        caller.at("vm-options", "4")
                .at("vm-tempgreeting", "1")
                .at("vm-review", "1")
                .at("vm-msgsaved", "#");

        voicemail.hear(caller);

        assertThat(voicemail.store.greeting(ANNE, Greeting.Kind.TEMPORARY)).isPresent();
    }

    @Test
    void a_temporary_greeting_is_erased() {
        voicemail.store.putGreeting(ANNE, Greeting.Kind.TEMPORARY, new byte[8]);
        caller.at("vm-options", "4").at("vm-tempgreeting2", "2").at("vm-tempremoved", "#");

        voicemail.hear(caller);

        assertThat(voicemail.store.greeting(ANNE, Greeting.Kind.TEMPORARY)).isEmpty();
    }

    @Test
    void a_greeting_that_is_taken_back_leaves_the_one_before() {
        Greeting before = voicemail.store.putGreeting(ANNE, Greeting.Kind.BUSY, new byte[8]);
        caller.at("vm-options", "2").at("vm-review", "*").at("vm-deleted", "#");

        voicemail.hear(caller);

        assertThat(voicemail.store.greeting(ANNE, Greeting.Kind.BUSY)).contains(before);
    }

    @Test
    void who_hangs_up_while_it_records_a_greeting_has_recorded_none() {
        caller.at("vm-options", "2").says(Duration.ofSeconds(2), RecordingOutcome.End.HUNG_UP, "");

        assertThatThrownBy(() -> voicemail.hear(caller)).isInstanceOf(HungUp.class);

        assertThat(voicemail.store.greeting(ANNE, Greeting.Kind.BUSY)).isEmpty();
    }

    @Test
    void a_password_is_changed_when_it_is_said_twice() {
        caller.at("vm-options", "5").at("vm-newpassword", "2468#").at("vm-reenterpassword", "2468#");
        caller.at("vm-passchanged", "#");

        voicemail.hear(caller);

        assertThat(caller.heard())
                .containsSubsequence("vm-options", "vm-newpassword", "vm-reenterpassword", "vm-passchanged");
        assertThat(voicemail.mailboxes.pin(ANNE)).isEqualTo("2468");
    }

    @Test
    void two_passwords_that_differ_change_nothing() {
        caller.at("vm-options", "5").at("vm-newpassword", "2468#").at("vm-reenterpassword", "1357#");

        voicemail.hear(caller);

        assertThat(caller.heard()).contains("vm-mismatch");
        assertThat(voicemail.mailboxes.pin(ANNE)).isEqualTo(PIN);
    }

    @Test
    void a_password_that_is_too_short_is_refused() {
        voicemail.with(new Settings().minPassword(4));
        caller.at("vm-options", "5").at("vm-newpassword", "246#");

        voicemail.hear(caller);

        assertThat(caller.heard()).contains("vm-invalid-password");
        assertThat(voicemail.mailboxes.pin(ANNE)).isEqualTo(PIN);
    }

    @Test
    void a_password_that_the_file_fixes_is_not_changed() {
        voicemail.mailboxes.fix();
        caller.at("vm-options", "5").at("vm-no", "").at("vm-no", "#");

        voicemail.hear(caller);

        assertThat(caller.heard()).doesNotContain("vm-newpassword");
    }

    @Test
    void star_leads_back_to_the_main_menu() {
        caller.at("vm-options", "*").at("vm-opts", "#");

        voicemail.hear(caller);

        assertThat(caller.heard()).containsSubsequence("vm-opts", "vm-options", "vm-opts", "vm-goodbye");
    }
}
