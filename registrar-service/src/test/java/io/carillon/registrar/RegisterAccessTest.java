package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.Fact;
import io.carillon.facts.FactJson;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.LoginsRefused;
import io.carillon.facts.RegistrationFact.Refusal;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.parts.TestBroker;
import io.carillon.testkit.parts.TestListener;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** From where an account may register, what it may register, and how often it may fail to. */
@QuarkusTest
class RegisterAccessTest extends RegistrarFixture {

    @Test
    void an_account_registers_from_where_it_is_permitted() throws Exception {
        try (ProxyClient phone = phone("inhouse", "wonderland").seenAt("192.168.1.9:5062")) {
            assertThat(phone.exchange(phone.register(CONTACT)).status()).isEqualTo(200);
        }
    }

    @Test
    void from_elsewhere_it_is_refused_like_a_wrong_password_and_a_fact_says_why() throws Exception {
        try (ProxyClient phone = phone("inhouse", "wonderland");
                ProxyClient guesser = phone("alice", "guess");
                TestListener listener = TestListener.to(TestBroker.shared(), "carillon.registrations")) {
            SipResponse ofPhone = phone.exchange(phone.register(CONTACT));
            SipResponse ofGuesser = guesser.exchange(guesser.register(CONTACT));

            assertThat(ofPhone.status()).isEqualTo(403);
            assertThat(ofPhone.reason()).isEqualTo(ofGuesser.reason());
            assertThat(bindings("inhouse")).isEmpty();
            listener.until(
                    records -> facts(records, AuthenticationFailed.class).stream()
                            .anyMatch(
                                    failed -> failed.aor().equals("inhouse") && failed.reason() == Refusal.NOT_ALLOWED),
                    SOON);
        }
    }

    @Test
    void a_contact_elsewhere_than_permitted_is_refused_and_nothing_is_bound() throws Exception {
        try (ProxyClient phone = phone("desk", "wonderland")) {
            SipResponse answer =
                    phone.exchange(phone.register("<sip:desk@10.1.2.3:5060>", "<sip:desk@198.51.100.7:5060>"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(bindings("desk")).isEmpty();
            assertThat(phone.exchange(phone.register("<sip:desk@10.1.2.3:5060>"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_contact_with_a_name_is_refused_where_contacts_have_rules() throws Exception {
        try (ProxyClient phone = phone("desk", "wonderland")) {
            assertThat(phone.exchange(phone.register("<sip:desk@phone.example>"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_contact_is_taken_away_whatever_the_rules_say() throws Exception {
        try (ProxyClient phone = phone("desk", "wonderland")) {
            SipResponse answer = phone.exchange(
                    phone.register("<sip:desk@198.51.100.7:5060>").set("Expires", "0"));

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void who_guesses_too_often_is_refused_unseen_while_others_register() throws Exception {
        Files.writeString(
                folder.resolve("sip.conf"),
                RegistrarParts.SIP_CONF.replace("login_refuse_after=1000000", "login_refuse_after=3"));
        post("/reload", "");
        try (ProxyClient guesser = phone("guessed", "guess").seenAt("198.51.100.66:5062");
                ProxyClient phone = phone("guessed", "wonderland").seenAt("203.0.113.9:5062");
                TestListener listener = TestListener.to(TestBroker.shared(), "carillon.registrations")) {
            assertThat(holdsSoon(() -> {
                        guesser.exchange(guesser.register(CONTACT));
                        return guesser.send(guesser.register(CONTACT).build()).status() == 403;
                    }))
                    .isTrue();

            assertThat(phone.exchange(phone.register(CONTACT)).status()).isEqualTo(200);
            List<ConsumerRecord<String, String>> told = listener.until(
                    records -> !facts(records, LoginsRefused.class).isEmpty(), SOON);
            assertThat(facts(told, LoginsRefused.class).getFirst())
                    .returns("guessed", LoginsRefused::aor)
                    .returns("198.51.100.66", LoginsRefused::address);
        }
        awaitUsualLimits();
    }

    /** The tests that follow fail from one address as often as they like; a lock would outlive the limits of today. */
    private void awaitUsualLimits() throws Exception {
        usualFile();
        AtomicInteger strangers = new AtomicInteger();
        assertThat(holdsSoon(() -> !isRefusedAfterThree(stranger(strangers.incrementAndGet()))))
                .isTrue();
    }

    /** Each an address of its own, out of four millions. */
    private static String stranger(int number) {
        return "100." + (64 + (number >> 16)) + "." + (number >> 8 & 0xff) + "." + (number & 0xff);
    }

    private boolean isRefusedAfterThree(String address) throws Exception {
        try (ProxyClient guesser = phone("guesser" + address, "guess").seenAt(address + ":5062")) {
            for (int i = 0; i < 3; i++) {
                guesser.exchange(guesser.register(CONTACT));
            }
            return guesser.send(guesser.register(CONTACT).build()).status() == 403;
        }
    }

    private static <T extends Fact> List<T> facts(List<ConsumerRecord<String, String>> records, Class<T> kind) {
        return records.stream()
                .flatMap(record -> FactJson.decode(record.value()).stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
