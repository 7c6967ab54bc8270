package io.carillon.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.LoginsRefused;
import io.carillon.facts.RegistrationFact.Refusal;
import io.carillon.facts.RegistrationFact.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String ATTACKER = "198.51.100.7";

    private final List<Fact> facts = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final FailedLogins failures = new FailedLogins(facts::add);
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new org.jboss.logmanager.formatters.PatternFormatter("%s").format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger(FailedLogins.class.getName()).addHandler(log);
    }

    @AfterEach
    void leave() {
        Logger.getLogger(FailedLogins.class.getName()).removeHandler(log);
    }

    @Test
    void a_refusal_is_a_fact_and_a_line() {
        AuthenticationFailed failed = failed("alice", NOW);

        failures.note(failed, ATTACKER);

        assertThat(facts).containsExactly(failed);
        assertThat(lines)
                .containsExactly("REGISTER of 'alice' from 198.51.100.7:5060 is refused: WRONG_PASSWORD (told once a"
                        + " second)");
    }

    @Test
    void one_account_from_one_address_is_told_once_a_second() {
        for (int i = 0; i < 5_000; i++) {
            failures.note(failed("alice", NOW.plusMillis(i / 5)), ATTACKER);
        }
        failures.note(failed("alice", NOW.plusSeconds(1)), ATTACKER);

        assertThat(facts).hasSize(2);
        assertThat(lines).hasSize(2);
    }

    @Test
    void an_attack_on_many_accounts_is_told_a_hundred_times_a_second() {
        for (int i = 0; i < 5_000; i++) {
            failures.note(failed("user" + i, NOW), ATTACKER);
        }

        assertThat(facts).hasSize(100);
        assertThat(lines).hasSize(100);
    }

    @Test
    void a_name_with_a_line_break_writes_no_line_of_its_own() {
        failures.note(failed("alice\r\n2026-01-01 root logged in\u001b[2J", NOW), ATTACKER);

        assertThat(lines).singleElement().asString().doesNotContain("\r", "\n", "\u001b");
    }

    @Test
    void refusing_from_now_on_is_a_fact_and_a_line() {
        LoginsRefused refused = refused("alice");

        failures.refused(refused);

        assertThat(facts).containsExactly(refused);
        assertThat(lines).singleElement().asString().contains("alice", ATTACKER, "the address");
    }

    @Test
    void an_attack_from_everywhere_is_told_a_hundred_times_a_second() {
        for (int i = 0; i < 5_000; i++) {
            failures.refused(refused("user" + i));
        }

        assertThat(facts).hasSize(100);
    }

    private static LoginsRefused refused(String account) {
        return new LoginsRefused(FactId.at(NOW), NOW, account, Scope.ADDRESS, ATTACKER, 20, NOW.plusSeconds(300));
    }

    private static AuthenticationFailed failed(String account, Instant now) {
        return new AuthenticationFailed(
                FactId.at(now),
                now,
                account,
                "REGISTER",
                Refusal.WRONG_PASSWORD,
                ATTACKER + ":5060",
                Optional.empty(),
                "call-1");
    }
}
