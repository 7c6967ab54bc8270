package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.Fact;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.Refusal;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.registrar.registration.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Source ATTACKER = new Source("198.51.100.7", 5060, "UDP");

    private final List<Fact> facts = new ArrayList<>();
    private final FailedLogins failures = new FailedLogins(facts::add);

    @Test
    void a_refusal_tells_who_was_claimed_from_where_and_why() {
        failures.note(register("alice"), ATTACKER, Refusal.WRONG_PASSWORD, NOW);

        assertThat(facts).singleElement().isInstanceOfSatisfying(AuthenticationFailed.class, fact -> {
            assertThat(fact.aor()).isEqualTo("alice");
            assertThat(fact.source()).isEqualTo("198.51.100.7:5060");
            assertThat(fact.reason()).isEqualTo(Refusal.WRONG_PASSWORD);
        });
    }

    @Test
    void one_account_from_one_address_is_told_once_a_second() {
        for (int i = 0; i < 5_000; i++) {
            failures.note(register("alice"), ATTACKER, Refusal.WRONG_PASSWORD, NOW.plusMillis(i / 5));
        }
        failures.note(register("alice"), ATTACKER, Refusal.WRONG_PASSWORD, NOW.plusSeconds(1));

        assertThat(facts).hasSize(2);
    }

    @Test
    void an_attack_on_many_accounts_is_told_a_hundred_times_a_second() {
        for (int i = 0; i < 5_000; i++) {
            failures.note(register("user" + i), ATTACKER, Refusal.UNKNOWN_ACCOUNT, NOW);
        }

        assertThat(facts).hasSize(100);
    }

    private static SipRequest register(String account) {
        return SipRequest.create(Method.REGISTER, SipUri.parse("sip:carillon.example"))
                .set("From", "<sip:" + account + "@carillon.example>;tag=1")
                .set("To", "<sip:" + account + "@carillon.example>")
                .set("Call-ID", "call-1")
                .set("CSeq", "1 REGISTER")
                .build();
    }
}
