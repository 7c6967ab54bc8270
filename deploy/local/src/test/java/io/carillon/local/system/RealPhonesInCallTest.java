package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.realphones.Baresip;
import io.carillon.testkit.realphones.Linphone;
import io.carillon.testkit.realphones.RealAccount;
import io.carillon.testkit.realphones.RealPhone;
import io.carillon.testkit.sound.Tone;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Phones of other makers hold, resume and hand over their calls; what is heard afterwards was recorded afterwards. */
@WholeSystem
@Tag("real-phones")
class RealPhonesInCallTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Tone A = new Tone(440);
    private static final Tone B = new Tone(620);
    private static final Tone C = new Tone(860);

    private final Lab lab;

    @TempDir
    private Path directory;

    RealPhonesInCallTest(Lab lab) {
        this.lab = lab;
    }

    /** That baresip hears music for a second is how a second of the hold is known to be over. */
    @Test
    void linphone_holds_baresip_which_hears_music_and_hears_nothing_until_it_resumes() throws IOException {
        RealAccount bob = lab.account();
        try (RealPhone linphone = linphone(lab.account(), A);
                RealPhone baresip = baresip(bob, B)) {
            talk(linphone, A, baresip, B, bob);

            linphone.hold();
            linphone.forget();
            baresip.forget();
            baresip.awaitTone(LabConfiguration.RECORDED);
            assertThat(linphone.heard().shareOf(B)).isZero();

            linphone.resume();
            baresip.forget();
            assertHearing(linphone, B, baresip, A);
        }
    }

    @Test
    void baresip_holds_its_caller_who_hears_music_until_it_resumes() throws IOException {
        RealAccount bob = lab.account();
        try (Phone alice = lab.registered();
                RealPhone baresip = baresip(bob, B)) {
            baresip.register();
            var call = alice.call(numberOf(bob));
            baresip.answer();
            call.awaitAnswered().awaitTone(B);
            baresip.awaitTone(alice.tone());

            baresip.hold();
            call.awaitTone(LabConfiguration.RECORDED);

            baresip.resume();
            call.awaitTone(B);
            baresip.hangUp();
            call.awaitHungUp();
        }
    }

    @Test
    void baresip_sends_its_caller_on_who_talks_to_the_third_from_then_on() throws IOException {
        RealAccount bob = lab.account();
        RealAccount carol = lab.account();
        try (RealPhone linphone = linphone(lab.account(), A);
                RealPhone baresip = baresip(bob, B);
                RealPhone third = linphone(carol, C)) {
            third.register();
            talk(linphone, A, baresip, B, bob);

            baresip.transfer(numberOf(carol));

            third.answer();
            third.awaitEstablished();
            baresip.awaitEnded();
            linphone.forget();
            assertHearing(linphone, C, third, A);
            linphone.hangUp();
            third.awaitEnded();
        }
    }

    @Test
    void linphone_sends_its_callee_on_who_talks_to_the_third_from_then_on() throws IOException {
        RealAccount bob = lab.account();
        RealAccount carol = lab.account();
        try (RealPhone linphone = linphone(lab.account(), A);
                RealPhone baresip = baresip(bob, B);
                RealPhone third = baresip(carol, C)) {
            third.register();
            talk(linphone, A, baresip, B, bob);

            linphone.transfer(numberOf(carol));

            third.answer();
            third.awaitEstablished();
            linphone.awaitEnded();
            baresip.forget();
            assertHearing(baresip, C, third, B);
            third.hangUp();
            baresip.awaitEnded();
        }
    }

    @Test
    void linphone_asks_a_third_joins_the_two_and_leaves_both_calls() throws IOException {
        RealAccount bob = lab.account();
        try (Linphone linphone = linphone(lab.account(), A);
                RealPhone baresip = baresip(bob, B);
                Phone carol = lab.registered()) {
            talk(linphone, A, baresip, B, bob);
            linphone.consult(Lab.numberOf(carol));
            IncomingCall call = carol.awaitCall().answer();
            linphone.awaitEstablished();
            linphone.forget();
            linphone.awaitTone(carol.tone());

            linphone.join();

            linphone.awaitEnded();
            baresip.forget();
            baresip.awaitTone(carol.tone());
            call.awaitTone(B);
            call.hangUp();
            baresip.awaitEnded();
        }
    }

    private Linphone linphone(RealAccount account, Tone says) throws IOException {
        return Linphone.start(account, says, HERE, directory.resolve(account.user()));
    }

    private Baresip baresip(RealAccount account, Tone says) throws IOException {
        return Baresip.start(account, says, HERE, directory.resolve(account.user()));
    }

    private static String numberOf(RealAccount account) {
        return account.user().substring(1);
    }

    /** Registers both; the caller calls the callee, and each hears the other. */
    private static void talk(RealPhone caller, Tone callers, RealPhone callee, Tone callees, RealAccount called) {
        caller.register();
        callee.register();
        caller.dial(numberOf(called));
        callee.answer();
        caller.awaitEstablished();
        callee.awaitEstablished();
        assertHearing(caller, callees, callee, callers);
    }

    private static void assertHearing(RealPhone one, Tone hears, RealPhone other, Tone otherHears) {
        one.awaitTone(hears);
        other.awaitTone(otherHears);
    }
}
