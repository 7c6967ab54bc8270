package io.carillon.testkit.realphones;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.realphones.Sipp.Scenario;
import io.carillon.testkit.sound.Tone;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Phones of other makers and ours without a server between them: the drivers work, and our phone is understood. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "both cores", mode = ResourceAccessMode.READ)
class RealPhonesTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final InetSocketAddress NOBODY = new InetSocketAddress(HERE, 9);
    private static final Tone A = new Tone(440);
    private static final Tone B = new Tone(620);

    @TempDir
    private Path directory;

    @Test
    void baresip_calls_linphone_and_each_records_the_other_ones_tone() throws Exception {
        try (Linphone linphone = Linphone.start(account("bob"), B, HERE, directory.resolve("linphone"));
                Baresip baresip = Baresip.start(account("alice"), A, HERE, directory.resolve("baresip"))) {
            baresip.dialUri("sip:bob@127.0.0.1:" + linphone.sip().getPort());
            linphone.answer();
            baresip.awaitEstablished();
            linphone.awaitEstablished();
            baresip.awaitTone(B);
            linphone.awaitTone(A);
            baresip.hangUp();
            baresip.awaitEnded();
            linphone.awaitEnded();

            assertThat(baresip.heard().shareOf(A)).isZero();
            assertThat(linphone.heard().shareOf(B)).isZero();
        }
    }

    @Test
    void our_phone_calls_baresip_and_both_hear() throws Exception {
        try (Baresip baresip = Baresip.start(account("bob"), B, HERE, directory.resolve("baresip"));
                Phone phone = Phone.of("alice", baresip.sip()).tone(440).open()) {
            OutgoingCall call = phone.call("bob");
            baresip.answer();
            call.awaitAnswered().awaitTone(B);
            baresip.awaitTone(A);

            assertThat(call.hangUp().status()).isEqualTo(200);
            baresip.awaitEnded();
        }
    }

    @Test
    void linphone_calls_our_phone_and_hangs_up() throws Exception {
        try (Phone phone = Phone.of("bob", NOBODY).tone(440).open();
                Linphone linphone = Linphone.start(account("alice"), B, HERE, directory.resolve("linphone"))) {
            linphone.dialUri("sip:bob@127.0.0.1:" + phone.local().getPort());
            IncomingCall call = phone.awaitCall().ring().answer();
            linphone.awaitEstablished();
            call.awaitTone(B);
            linphone.awaitTone(A);
            linphone.hangUp();
            call.awaitHungUp();

            assertThat(call.ended()).isTrue();
        }
    }

    @Test
    void baresip_holds_our_phone_and_takes_it_back() throws Exception {
        try (Baresip baresip = Baresip.start(account("bob"), B, HERE, directory.resolve("baresip"));
                Phone phone = Phone.of("alice", baresip.sip()).tone(440).open()) {
            OutgoingCall call = phone.call("bob");
            baresip.answer();
            call.awaitAnswered().awaitTone(B);

            baresip.hold();
            call.audio().ear().awaitSilence(RealPhone.PATIENCE);

            baresip.resume();
            call.awaitTone(B);
        }
    }

    @Test
    void linphone_holds_our_phone_and_takes_it_back() throws Exception {
        try (Phone phone = Phone.of("bob", NOBODY).tone(440).open();
                Linphone linphone = Linphone.start(account("alice"), B, HERE, directory.resolve("linphone"))) {
            linphone.dialUri("sip:bob@127.0.0.1:" + phone.local().getPort());
            IncomingCall call = phone.awaitCall().ring().answer();
            linphone.awaitEstablished();
            linphone.awaitTone(A);

            linphone.hold();
            linphone.forget();
            long heard = call.audio().ear().packets();
            call.audio().ear().awaitPackets(heard + 100);
            assertThat(linphone.heard().shareOf(A)).isZero();

            linphone.resume();
            linphone.awaitTone(A);
            call.awaitTone(B);
        }
    }

    @Test
    void sipp_answers_our_phone() throws Exception {
        try (Sipp sipp = Sipp.start(Scenario.CALLEE, NOBODY, HERE, 0, List.of(account("bob")), "", 1, 1, directory);
                Phone phone = Phone.of("alice", sipp.sip()).open()) {
            OutgoingCall call = phone.call("bob");
            call.awaitAnswered().awaitTone(new Tone(1000));
            call.hangUp();

            sipp.awaitSuccess(Duration.ofSeconds(10));
        }
    }

    private static RealAccount account(String user) {
        return new RealAccount(user, "none", NOBODY);
    }
}
