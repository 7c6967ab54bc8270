package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.realphones.Baresip;
import io.carillon.testkit.realphones.Linphone;
import io.carillon.testkit.realphones.RealAccount;
import io.carillon.testkit.realphones.RealPhone;
import io.carillon.testkit.realphones.Sipp;
import io.carillon.testkit.realphones.Sipp.Scenario;
import io.carillon.testkit.sound.Tone;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Phones of other makers on this Carillon. What they heard is taken from their own recordings. */
@WholeSystem
@Tag("real-phones")
@Execution(ExecutionMode.CONCURRENT)
class RealPhonesTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Tone A = new Tone(440);
    private static final Tone B = new Tone(620);

    private final Lab lab;

    @TempDir
    private Path directory;

    RealPhonesTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void two_baresips_call_each_other_by_number_and_hear_each_other() throws IOException {
        assertCall(Baresip::start, Baresip::start);
    }

    @Test
    void baresip_calls_linphone_by_number_and_they_hear_each_other() throws IOException {
        assertCall(Baresip::start, Linphone::start);
    }

    @Test
    void linphone_calls_baresip_by_number_and_they_hear_each_other() throws IOException {
        assertCall(Linphone::start, Baresip::start);
    }

    @Test
    void two_baresips_over_tcp_call_each_other_and_hear_each_other() throws IOException {
        assertCall(overTcp(Baresip::start), overTcp(Baresip::start));
    }

    @Test
    void a_baresip_over_tcp_is_registered_with_its_connection() throws Exception {
        assertConnected(Baresip::start);
    }

    @Test
    void a_linphone_over_tcp_is_registered_with_its_connection() throws Exception {
        assertConnected(Linphone::start);
    }

    private void assertConnected(Maker maker) throws Exception {
        RealAccount account = lab.account().overTcp();
        try (RealPhone phone = maker.start(account, A, HERE, directory)) {
            phone.register();

            assertThat(lab.get(Service.REGISTRAR, "/accounts/" + account.user() + "/bindings")
                            .toString())
                    .containsIgnoringCase("transport=tcp")
                    .containsPattern("<sip:[0-9a-f]{32}@127.0.0.1:");
        }
    }

    @Test
    void baresip_over_tcp_calls_linphone_over_udp_and_they_hear_each_other() throws IOException {
        assertCall(overTcp(Baresip::start), Linphone::start);
    }

    @Test
    void baresip_over_udp_calls_linphone_over_tcp_and_they_hear_each_other() throws IOException {
        assertCall(Baresip::start, overTcp(Linphone::start));
    }

    @Test
    void baresip_is_told_that_its_password_is_wrong() throws Exception {
        RealAccount wrong = new RealAccount(lab.account().user(), "guess", lab.sip());
        try (Baresip baresip = Baresip.start(wrong, A, HERE, directory)) {
            assertThat(baresip.registerInVain()).contains("403");
        }
    }

    @Test
    void sipp_registers_fifty_accounts_and_calls_a_phone_ten_times() throws Exception {
        List<RealAccount> accounts =
                IntStream.range(0, 50).mapToObj(_ -> lab.account()).toList();
        try (Phone bob = lab.registered()) {
            String number = Lab.numberOf(bob);
            try (Sipp sipp = Sipp.start(
                    Scenario.REGISTER, lab.sip(), HERE, 0, accounts, "", 50, 50, directory.resolve("register"))) {
                sipp.awaitSuccess(Duration.ofSeconds(30));
            }
            try (Sipp sipp = Sipp.start(
                    Scenario.CALLER, lab.sip(), HERE, 0, accounts, number, 10, 5, directory.resolve("caller"))) {
                for (int i = 0; i < 10; i++) {
                    IncomingCall call = bob.awaitCall().ring().answer();
                    if (i == 0) {
                        call.awaitTone(new Tone(1000));
                    }
                }
                sipp.awaitSuccess(Duration.ofSeconds(30));
            }
        }
    }

    /** How a maker's phone is started: its account, what it says, where it runs, where it may write. */
    @FunctionalInterface
    private interface Maker {
        RealPhone start(RealAccount account, Tone says, InetAddress here, Path directory) throws IOException;
    }

    private static Maker overTcp(Maker maker) {
        return (account, says, here, directory) -> maker.start(account.overTcp(), says, here, directory);
    }

    /** Who waits in vain for a call cannot say why: the caller may. */
    private static void answer(RealPhone callee, RealPhone caller) {
        try {
            callee.answer();
        } catch (AssertionError silence) {
            throw new AssertionError(silence.getMessage() + "\n" + caller + " says:\n" + caller.output(), silence);
        }
    }

    private void assertCall(Maker ofCaller, Maker ofCallee) throws IOException {
        RealAccount bob = lab.account();
        try (RealPhone caller = ofCaller.start(lab.account(), A, HERE, directory.resolve("caller"));
                RealPhone callee = ofCallee.start(bob, B, HERE, directory.resolve("callee"))) {
            caller.register();
            callee.register();

            caller.dial(bob.user().substring(1));
            answer(callee, caller);
            caller.awaitEstablished();
            callee.awaitEstablished();
            caller.awaitTone(B);
            callee.awaitTone(A);
            caller.hangUp();
            caller.awaitEnded();
            callee.awaitEnded();

            assertThat(caller.heard().shareOf(A)).isZero();
            assertThat(callee.heard().shareOf(B)).isZero();
        }
    }
}
