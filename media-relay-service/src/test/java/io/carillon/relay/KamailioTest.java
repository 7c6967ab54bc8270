package io.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import io.carillon.testkit.program.Kamailio;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stock Kamailio places calls between two phones through our relay, as it does through rtpengine. */
@QuarkusTest
@TestProfile(OwnRange.class)
class KamailioTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ConfigProperty(name = "carillon.ng.address")
    String ng;

    @ConfigProperty(name = "carillon.rtp.start")
    int firstPort;

    @ConfigProperty(name = "carillon.rtp.end")
    int lastPort;

    @Inject
    Relay relay;

    @TempDir
    Path directory;

    private Kamailio kamailio(String how) throws IOException {
        try (InputStream in = KamailioTest.class.getResourceAsStream("kamailio.cfg")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Kamailio.start(directory, text.replace("@NG@", ng), how);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANAGE", "OFFER_ANSWER_DELETE"})
    void both_phones_hear_each_other_through_the_relay_and_nothing_is_left_after_the_call(String how)
            throws IOException {
        try (Kamailio kamailio = kamailio(how);
                Phone alice = phone(kamailio, "alice", 440);
                Phone bob = phone(kamailio, "bob", 620)) {
            OutgoingCall call = alice.call("bob");
            IncomingCall atBob = bob.awaitCall().ring();
            call.awaitRinging();
            atBob.answer();
            call.awaitAnswered().awaitTone(bob.tone());
            atBob.awaitTone(alice.tone());

            assertThat(relayed(call)).as(kamailio.log()).isTrue();
            assertThat(relayed(atBob)).as(kamailio.log()).isTrue();
            assertThat(call.hangUp().status()).isEqualTo(200);
            atBob.awaitHungUp();
            awaitNoSession();
        }
    }

    @Test
    void the_callee_may_hang_up() throws IOException {
        try (Kamailio kamailio = kamailio("MANAGE");
                Phone alice = phone(kamailio, "alice", 440);
                Phone bob = phone(kamailio, "bob", 620)) {
            OutgoingCall call = alice.call("bob");
            IncomingCall atBob = bob.awaitCall().answer();
            call.awaitAnswered();

            assertThat(atBob.hangUp().status()).isEqualTo(200);

            call.awaitHungUp();
            awaitNoSession();
        }
    }

    @Test
    void sound_goes_on_after_an_offer_in_the_call() throws IOException {
        try (Kamailio kamailio = kamailio("MANAGE");
                Phone alice = phone(kamailio, "alice", 440);
                Phone bob = phone(kamailio, "bob", 620)) {
            OutgoingCall call = alice.call("bob");
            IncomingCall atBob = bob.awaitCall().answer();
            call.awaitAnswered().awaitTone(bob.tone());

            assertThat(atBob.moveAudio().status()).isEqualTo(200);

            call.awaitTone(bob.tone());
            atBob.awaitTone(alice.tone());
            call.hangUp();
            awaitNoSession();
        }
    }

    @Test
    void a_call_that_is_refused_leaves_nothing() throws IOException {
        try (Kamailio kamailio = kamailio("MANAGE");
                Phone alice = phone(kamailio, "alice", 440);
                Phone bob = phone(kamailio, "bob", 620)) {
            OutgoingCall call = alice.call("bob");

            bob.awaitCall().reject(486);

            assertThat(call.awaitOutcome().status()).isEqualTo(486);
            awaitNoSession();
        }
    }

    private static Phone phone(Kamailio kamailio, String user, int hertz) {
        return Phone.of(user, kamailio.sip()).tone(hertz).open().registered();
    }

    private boolean relayed(PhoneCall call) {
        int port = call.remoteDescription().orElseThrow().audio().getPort();
        return port >= firstPort && port <= lastPort;
    }

    private void awaitNoSession() {
        Watch.until(
                "the end of every session",
                PATIENCE,
                () -> relay.loops().stream().allMatch(loop -> loop.sessions() == 0),
                () -> relay.loops().toString());
    }
}
