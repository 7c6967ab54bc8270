package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.carillon.local.Carillon;
import io.carillon.local.Service;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.realphones.Baresip;
import io.carillon.testkit.realphones.Linphone;
import io.carillon.testkit.realphones.RealAccount;
import io.carillon.testkit.realphones.RealPhone;
import io.carillon.testkit.sound.Tone;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two Carillons: one is the provider, the other its customer, who registers there, calls out and is called. */
@OwnCarillon(Row.PATIENT)
@TestMethodOrder(org.junit.jupiter.api.MethodOrderer.OrderAnnotation.class)
class TrunkTest {
    /** Nobody waits for an answer that is not to come. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Two pauses after failures, and a service's start. */
    private static final Duration BACK = Duration.ofSeconds(60);

    /** The first REGISTER after a refusal comes half a minute later at the earliest. */
    private static final int SECONDS_AFTER_REFUSAL = 20;

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Tone INSIDE = new Tone(440);
    private static final Tone OUTSIDE = new Tone(620);

    @TempDir
    static Path directory;

    private static Carillon provider;
    private static Carillon customer;

    @BeforeAll
    static void start() throws Exception {
        provider = TwoCarillons.provider(directory.resolve("provider"));
        customer = TwoCarillons.customer(
                directory.resolve("customer"), provider.sip().getPort());
    }

    @AfterAll
    static void stop() {
        customer.close();
        provider.close();
    }

    private static Phone desk() {
        return Phone.of("desk", provider.sip())
                .password("desk-secret")
                .tone(700)
                .open()
                .registered();
    }

    private static Phone alice() {
        return Phone.of("alice", customer.sip())
                .password("alice-secret")
                .tone(1100)
                .open()
                .registered();
    }

    private static JsonNode line(String user) {
        for (JsonNode line : TwoCarillons.get(customer, Service.PROXY, "/registry")) {
            if (line.path("username").asText().equals(user)) {
                return line;
            }
        }
        // The proxy may not have read its lines yet.
        return MissingNode.getInstance();
    }

    private static void awaitLine(String user, String state, Duration limit) {
        Watch.until(
                user + " to be " + state,
                limit,
                () -> line(user).path("state").asText().equals(state),
                () -> line(user).toString());
    }

    @Test
    @Order(1)
    void a_line_registers_and_the_registry_says_so() {
        awaitLine("customer", "Registered", SOON);

        JsonNode line = line("customer");
        assertThat(line.path("host").asText()).isEqualTo("provider");
        assertThat(line.path("address").asText())
                .isEqualTo("127.0.0.1:" + provider.sip().getPort());
        assertThat(line.path("extension").asText()).isEqualTo("9999");
        assertThat(line.path("refresh").asLong()).isBetween(0L, TwoCarillons.EXPIRY);
        assertThat(line.toString()).doesNotContain(TwoCarillons.TRUNK_SECRET);
    }

    @Test
    @Order(2)
    void a_wrong_password_is_rejected_and_not_tried_again_at_once() {
        awaitLine("wrong", "Rejected", SOON);

        JsonNode line = line("wrong");
        assertThat(line.path("status").asInt()).isEqualTo(403);
        assertThat(line.path("nextAttempt").asLong()).isGreaterThan(SECONDS_AFTER_REFUSAL);
    }

    @Test
    @Order(3)
    void a_call_out_is_answered_at_the_provider_with_sound_both_ways() {
        try (Phone alice = alice();
                Phone desk = desk()) {
            OutgoingCall call = alice.call("0493012345");
            IncomingCall incoming = desk.awaitCall().answer();

            call.awaitAnswered().awaitTone(desk.tone());
            incoming.awaitTone(alice.tone());
            call.hangUp();
            incoming.awaitHungUp();
        }
    }

    @Test
    @Order(4)
    void a_call_to_the_line_comes_in_by_its_registration_in_the_trunks_context() {
        awaitLine("customer", "Registered", SOON);
        try (Phone alice = alice();
                Phone desk = desk()) {
            OutgoingCall call = desk.call("700");
            IncomingCall incoming = alice.awaitCall().answer();

            call.awaitAnswered().awaitTone(alice.tone());
            incoming.awaitTone(desk.tone());
            assertThat(incoming.callerNumber()).isEqualTo("4930700");
            call.hangUp();
            incoming.awaitHungUp();
        }
    }

    @Test
    @Order(5)
    void a_number_behind_the_line_is_dialled_in_the_trunks_context() {
        awaitLine("customer", "Registered", SOON);
        try (Phone alice = alice();
                Phone desk = desk()) {
            OutgoingCall call = desk.call("5123");
            alice.awaitCall().answer();

            call.awaitAnswered().hangUp();
        }
    }

    @Test
    @Order(6)
    void a_trunk_with_as_many_calls_as_it_may_have_is_busy() {
        try (Phone alice = alice();
                Phone desk = desk()) {
            OutgoingCall first = alice.call("0493012345");
            desk.awaitCall().answer();
            first.awaitAnswered();

            OutgoingCall second = alice.call("0493012346");

            assertThat(second.awaitOutcome().status()).isEqualTo(486);
            first.hangUp();
            assertThat(desk.incomingCalls()).hasSize(1);
        }
    }

    @Test
    @Order(7)
    void what_a_phone_dials_becomes_no_other_target() {
        try (Phone alice = alice();
                Phone desk = desk()) {
            OutgoingCall call = alice.call("0493012345@alice&SIP/alice");

            assertThat(call.awaitOutcome().status()).isGreaterThanOrEqualTo(400);
            assertThat(alice.incomingCalls()).isEmpty();
            assertThat(desk.incomingCalls()).isEmpty();
        }
    }

    @Test
    @Order(8)
    void a_peer_that_does_not_answer_is_unreachable_and_a_call_to_it_fails_at_once() {
        awaitQualified("provider", "OK (", SOON);
        awaitQualified("dead", "UNREACHABLE", SOON);
        try (Phone alice = alice()) {
            long begun = System.nanoTime();
            OutgoingCall call = alice.call("8");

            assertThat(call.awaitOutcome().status()).isEqualTo(486);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
        }
    }

    private static String qualified(String account) {
        for (JsonNode peer : TwoCarillons.get(customer, Service.PROXY, "/qualify")) {
            if (peer.path("account").asText().equals(account)) {
                return peer.path("status").asText();
            }
        }
        return "";
    }

    private static void awaitQualified(String account, String status, Duration limit) {
        Watch.until(
                account + " to be " + status,
                limit,
                () -> qualified(account).startsWith(status),
                () -> qualified(account));
    }

    @Test
    @Order(9)
    @Tag("real-phones")
    void a_real_phone_calls_out_through_the_trunk_and_is_called_back_with_sound_both_ways() throws Exception {
        awaitLine("customer", "Registered", SOON);
        RealAccount alice = new RealAccount("alice", "alice-secret", customer.sip());
        RealAccount desk = new RealAccount("desk", "desk-secret", provider.sip());
        try (Starts.Pause _ = Starts.pause();
                RealPhone baresip = Baresip.start(alice, INSIDE, HERE, directory.resolve("baresip"));
                RealPhone linphone = Linphone.start(desk, OUTSIDE, HERE, directory.resolve("linphone"))) {
            baresip.register();
            linphone.register();

            assertHeardBothWays(baresip, "0493012345", linphone);
            assertHeardBothWays(linphone, "700", baresip);
        }
    }

    private static void assertHeardBothWays(RealPhone caller, String number, RealPhone callee) {
        caller.forget();
        callee.forget();
        caller.dial(number);
        callee.answer();
        caller.awaitEstablished();
        callee.awaitEstablished();
        caller.awaitTone(caller instanceof Baresip ? OUTSIDE : INSIDE);
        callee.awaitTone(caller instanceof Baresip ? INSIDE : OUTSIDE);
        caller.hangUp();
        caller.awaitEnded();
        callee.awaitEnded();
    }

    @Test
    @Order(10)
    void a_provider_that_was_away_is_registered_with_again() throws Exception {
        awaitLine("customer", "Registered", SOON);
        provider.stop(Service.PROXY, 1);
        awaitLine("customer", "Failed", BACK);

        provider.start(Service.PROXY, 1);
        provider.awaitReady(Service.PROXY, 1);

        awaitLine("customer", "Registered", BACK);
    }
}
