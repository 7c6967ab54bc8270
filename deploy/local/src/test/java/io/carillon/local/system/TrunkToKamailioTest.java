package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Carillon;
import io.carillon.local.Service;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.program.Kamailio;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Kamailio is the provider: it challenges REGISTER with 401 and INVITE with 407, and stays in the way of a call. */
@OwnCarillon(Row.PATIENT)
class TrunkToKamailioTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static Kamailio provider;
    private static Carillon customer;

    @BeforeAll
    static void start() throws Exception {
        provider = Kamailio.start(directory, configuration());
        customer = TwoCarillons.customer(
                directory.resolve("customer"), provider.sip().getPort());
    }

    private static String configuration() throws IOException {
        try (InputStream in = TrunkToKamailioTest.class.getResourceAsStream("provider.cfg")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@SECRET@", TwoCarillons.TRUNK_SECRET);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        customer.close();
        provider.close();
    }

    @BeforeEach
    void registered() {
        Watch.until(
                "the line to be registered",
                SOON,
                () -> state("customer").equals("Registered"),
                () -> TwoCarillons.get(customer, Service.PROXY, "/registry").toString());
        // The line takes one call (call-limit), and that of the test before may just have ended.
        Watch.until(
                "the line to be free",
                SOON,
                () -> TwoCarillons.get(customer, Service.PROXY, "/calls")
                                .path("active")
                                .asInt(1)
                        == 0,
                () -> TwoCarillons.get(customer, Service.PROXY, "/calls").toString());
    }

    private static String state(String user) {
        for (JsonNode line : TwoCarillons.get(customer, Service.PROXY, "/registry")) {
            if (line.path("username").asText().equals(user)) {
                return line.path("state").asText();
            }
        }
        return "";
    }

    @Test
    void a_call_out_is_answered_with_sound_both_ways_and_ended_through_the_provider() throws Exception {
        try (Phone alice = alice();
                Phone desk = desk()) {
            OutgoingCall call = alice.call("0493012345");
            IncomingCall incoming = desk.awaitCall().ring();
            call.awaitRinging();
            incoming.answer();

            call.awaitAnswered().awaitTone(desk.tone());
            incoming.awaitTone(alice.tone());
            assertThat(incoming.invite().header("Record-Route"))
                    .as(provider.log())
                    .isPresent();
            call.hangUp();
            incoming.awaitHungUp();
        }
    }

    @Test
    void a_call_in_comes_by_the_registration_and_either_side_may_end_it() throws Exception {
        try (Phone alice = alice();
                Phone desk = desk()) {
            OutgoingCall call = desk.call("customer");
            IncomingCall incoming = alice.awaitCall().answer();

            call.awaitAnswered().awaitTone(alice.tone());
            incoming.awaitTone(desk.tone());
            assertThat(incoming.callerNumber()).as(provider.log()).isEqualTo("desk");
            incoming.hangUp();
            call.awaitHungUp();
        }
    }

    @Test
    void a_line_with_a_wrong_password_is_rejected() {
        Watch.until("a refusal", SOON, () -> state("wrong").equals("Rejected"), () -> state("wrong"));
    }

    private static Phone alice() {
        return Phone.of("alice", customer.sip())
                .password("alice-secret")
                .tone(1100)
                .open()
                .registered();
    }

    private static Phone desk() {
        return Phone.of("desk", provider.sip()).tone(700).open().registered();
    }
}
