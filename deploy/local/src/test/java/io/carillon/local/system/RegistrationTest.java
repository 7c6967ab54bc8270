package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Service;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.Exchange;
import io.carillon.testkit.phone.Phone;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Q2 to Q5 of the lab sheet: phones come and go, with and without a password. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class RegistrationTest {

    private final Lab lab;

    RegistrationTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_phone_without_a_password_is_registered_at_once() {
        try (Phone phone = lab.phone("open1", "").open()) {
            Exchange exchange = phone.register();

            assertThat(exchange.statuses()).containsExactly(200);
            assertThat(exchange.last().contacts())
                    .singleElement()
                    .satisfies(contact -> assertThat(contact.expires()).hasValue(3600));
        }
    }

    @Test
    void a_phone_with_a_password_is_challenged_and_registered() {
        try (Phone phone = lab.phone().open()) {
            Exchange exchange = phone.register();

            assertThat(exchange.statuses()).containsExactly(401, 200);
            assertThat(exchange.responses().getFirst().headers("WWW-Authenticate"))
                    .first()
                    .asString()
                    .contains("realm=\"carillon\"", "qop=\"auth\"")
                    .containsIgnoringCase("algorithm=MD5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Require", "Proxy-Require"})
    void a_phone_that_requires_what_nobody_knows_is_told_what_and_is_not_registered(String header) throws Exception {
        try (Phone phone = lab.phone().open()) {
            SipResponse answer = phone.exchange(phone.registration()
                            .set(
                                    "Contact",
                                    "<sip:there@127.0.0.1:" + phone.local().getPort() + ">")
                            .set(header, "levitation"))
                    .last();

            assertThat(answer.status()).isEqualTo(420);
            assertThat(answer.headers("Unsupported")).containsExactly("levitation");
            assertThat(bindingsOf(phone)).doesNotContain("there@");
        }
    }

    @Test
    void a_wrong_password_and_an_unknown_user_are_refused_alike() {
        try (Phone wrong = lab.phone().password("guess").open();
                Phone unknown = lab.phone("nobody", "guess").open()) {
            Exchange wrongExchange = wrong.register();
            Exchange unknownExchange = unknown.register();

            assertThat(wrongExchange.statuses()).containsExactly(401, 403);
            assertThat(unknownExchange.statuses()).containsExactly(401, 403);
            assertThat(shape(unknownExchange.last())).isEqualTo(shape(wrongExchange.last()));
        }
    }

    @Test
    void a_digest_user_other_than_the_from_user_is_refused() {
        try (Phone phone = lab.phone()
                .digestUser("p1000")
                .password(LabConfiguration.secretOf(1000))
                .open()) {
            assertThat(phone.register().statuses()).containsExactly(401, 403);
        }
    }

    @Test
    void each_phone_is_shown_with_the_port_it_came_from() throws Exception {
        try (Phone one = lab.registered();
                Phone other = lab.registered()) {
            assertThat(bindingsOf(one)).contains(":" + one.local().getPort());
            assertThat(bindingsOf(other)).contains(":" + other.local().getPort());
        }
    }

    @Test
    void a_phone_that_goes_offline_is_gone_at_once() throws Exception {
        try (Phone phone = lab.registered()) {
            Exchange exchange = phone.unregister();

            assertThat(exchange.statuses()).containsExactly(401, 200);
            assertThat(exchange.last().contacts()).isEmpty();
            assertThat(bindingsOf(phone)).doesNotContain(":" + phone.local().getPort());
        }
    }

    @Test
    void an_expiry_is_clamped_as_asterisk_does() {
        try (Phone phone = lab.phone().open()) {
            assertThat(phone.register(Duration.ofSeconds(10))
                            .last()
                            .contacts()
                            .getFirst()
                            .expires())
                    .hasValue(60);
            assertThat(phone.register(Duration.ofHours(2))
                            .last()
                            .contacts()
                            .getFirst()
                            .expires())
                    .hasValue(3600);
        }
    }

    @Test
    void all_phones_of_an_account_are_listed_and_a_star_removes_them() {
        try (Phone first = lab.registered();
                Phone second = lab.phone(first.user(), secretOf(first)).open().registered()) {
            Exchange query = first.exchange(first.registration());
            Exchange star =
                    first.exchange(first.registration().set("Contact", "*").set("Expires", "0"));

            assertThat(query.last().contacts())
                    .extracting(contact -> contact.uri().port().getAsInt())
                    .containsExactlyInAnyOrder(
                            first.local().getPort(), second.local().getPort());
            assertThat(star.last().status()).isEqualTo(200);
            assertThat(star.last().contacts()).isEmpty();
        }
    }

    @Test
    void registering_refreshing_and_leaving_are_two_facts() {
        try (Phone phone = lab.registered()) {
            phone.register();
            phone.unregister();

            JsonNode removed = lab.facts().await("BindingRemoved", data -> isAbout(data, phone));
            assertThat(removed.path("data").path("reason").asText()).isEqualTo("UNREGISTERED");
            assertThat(lab.facts().facts("BindingAdded", data -> isAbout(data, phone)))
                    .singleElement()
                    .satisfies(added -> assertThat(
                                    added.path("data").path("contact").asText())
                            .contains(":" + phone.local().getPort()));
        }
    }

    @Test
    void a_refused_password_is_a_fact_that_tells_the_reason() {
        try (Phone phone = lab.phone().password("guess").open()) {
            phone.register();

            JsonNode failed = lab.facts().await("AuthenticationFailed", data -> isAbout(data, phone));
            assertThat(failed.path("data").path("reason").asText()).isEqualTo("WRONG_PASSWORD");
            assertThat(failed.path("data").path("method").asText()).isEqualTo("REGISTER");
            assertThat(failed.path("data").path("source").asText())
                    .endsWith(":" + phone.local().getPort());
        }
    }

    static String secretOf(Phone phone) {
        return LabConfiguration.secretOf(Integer.parseInt(Lab.numberOf(phone)));
    }

    private static boolean isAbout(JsonNode data, Phone phone) {
        return data.path("aor").asText().equals(phone.user());
    }

    private String bindingsOf(Phone phone) throws Exception {
        return lab.get(Service.REGISTRAR, "/accounts/" + phone.user() + "/bindings")
                .toString();
    }

    /** What an attacker could compare: status, reason and which headers there are, not their changing values. */
    private static String shape(SipResponse response) {
        return response.toString()
                        .lines()
                        .map(line -> line.replaceAll(":.*", ""))
                        .toList()
                + response.reason();
    }
}
