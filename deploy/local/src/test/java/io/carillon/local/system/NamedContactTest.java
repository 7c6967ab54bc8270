package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.Phone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A phone may write a host name into its Contact (RFC 3263). */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class NamedContactTest {

    private final Lab lab;

    NamedContactTest(Lab lab) {
        this.lab = lab;
    }

    private static int register(Phone phone, String host) {
        String contact =
                "<sip:" + phone.user() + "@" + host + ":" + phone.local().getPort() + ">";
        return phone.exchange(phone.registration().set("Contact", contact).set("Expires", "3600"))
                .last()
                .status();
    }

    @Test
    void a_phone_whose_contact_is_a_name_is_called_where_the_name_leads() {
        try (Phone alice = lab.registered();
                Phone bob = lab.phone().open()) {
            assertThat(register(bob, "localhost")).isEqualTo(200);

            Talk.between(alice, bob).hangUp();
        }
    }

    @Test
    void a_phone_whose_contact_is_a_name_that_leads_nowhere_is_offline() {
        try (Phone alice = lab.registered();
                Phone bob = lab.phone().open()) {
            assertThat(register(bob, "no-such-phone.invalid")).isEqualTo(200);

            assertThat(alice.call(Lab.numberOf(bob)).awaitOutcome().status()).isEqualTo(480);
        }
    }
}
