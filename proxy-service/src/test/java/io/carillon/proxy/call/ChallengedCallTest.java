package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Secret;
import io.carillon.config.sip.SentIdentity;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.proxy.account.Provider;
import io.carillon.proxy.signalling.Failover;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call to a provider that asks who we are, or that is in several places. */
class ChallengedCallTest {
    private static final String CHALLENGE =
            "Proxy-Authenticate: Digest realm=\"theirs\", nonce=\"abc\", algorithm=MD5, qop=\"auth\"";
    private static final String STALE = CHALLENGE + ", stale=true";

    private CallByHand hand;

    @BeforeEach
    void aProviderIsDialled() throws IOException {
        hand = new CallByHand(
                SessionTimer.Policy.DEFAULT,
                new Provider(
                        Optional.empty(),
                        Optional.of("customer"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Secret("secret")),
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        SentIdentity.NONE,
                        false));
    }

    private List<Fork.Outcome> decided() {
        return hand.told(CallEvent.DialDecided.class).stream()
                .map(CallEvent.DialDecided::outcome)
                .toList();
    }

    /** Without what UDP repeats. */
    private long attempts() {
        return hand.callee()
                .requests(Method.INVITE)
                .map(invite -> invite.cseq().number())
                .distinct()
                .count();
    }

    @Test
    void a_challenged_invite_is_sent_again_with_credentials() {
        hand.callee().answer(Method.INVITE, 407, CHALLENGE);

        SipRequest again = hand.callee().request(Method.INVITE).orElseThrow();
        assertThat(again.cseq().number()).isEqualTo(2);
        assertThat(again.header("Proxy-Authorization"))
                .get()
                .asString()
                .contains("username=\"customer\"", "realm=\"theirs\"")
                .doesNotContain("secret");
        assertThat(decided()).isEmpty();
    }

    @Test
    void a_refusal_of_our_credentials_is_the_end() {
        hand.callee().answer(Method.INVITE, 407, CHALLENGE);

        hand.callee().answer(Method.INVITE, 407, CHALLENGE);

        assertThat(attempts()).isEqualTo(2);
        // Not 407: the caller has no part in it.
        assertThat(decided()).containsExactly(new Fork.Outcome.Failed(500));
    }

    @Test
    void a_provider_whose_nonces_are_always_stale_is_not_asked_for_ever() {
        for (int i = 0; i < 10 && decided().isEmpty(); i++) {
            hand.callee().answer(Method.INVITE, 407, STALE);
        }

        assertThat(attempts()).isEqualTo(4);
    }

    @Test
    void a_challenged_bye_is_sent_again_with_credentials() {
        hand.talk();
        hand.callerSends("BYE", 2);
        hand.plan().finish(200);
        hand.loop.advance(Duration.ZERO);
        SipRequest bye = hand.callee().request(Method.BYE).orElseThrow();

        hand.callee().answer(Method.BYE, 407, CHALLENGE);

        SipRequest again = hand.callee().request(Method.BYE).orElseThrow();
        assertThat(again.cseq().number()).isEqualTo(bye.cseq().number() + 1);
        assertThat(again.header("Proxy-Authorization")).isPresent();
    }

    @Test
    void the_next_destination_is_called_when_the_first_says_503() {
        hand.callee().answer(Method.INVITE, 503);
        hand.other().answer(Method.INVITE, 180);

        assertThat(hand.told(CallEvent.Ringing.class)).hasSize(1);
        assertThat(hand.other().request(Method.INVITE)).isPresent();
    }

    @Test
    void with_no_destination_left_the_call_fails_once() {
        hand.callee().answer(Method.INVITE, 503);
        hand.other().answer(Method.INVITE, 503);

        assertThat(decided()).containsExactly(new Fork.Outcome.Failed(503));
        assertThat(hand.caller().responses()).extracting(SipResponse::status).doesNotContain(200);
    }

    @Test
    void a_callee_that_has_rung_is_not_called_elsewhere() {
        hand.callee().answer(Method.INVITE, 180);
        hand.callee().answer(Method.INVITE, 503);

        assertThat(hand.other().request(Method.INVITE)).isEmpty();
        assertThat(decided()).containsExactly(new Fork.Outcome.Failed(503));
    }

    private void advance(Duration time) {
        hand.loop.advance(time);
    }

    @Test
    void the_next_destination_is_called_when_the_first_gives_no_sign() {
        advance(Failover.PATIENCE);
        hand.other().answer(Method.INVITE, 180);

        assertThat(hand.told(CallEvent.Ringing.class)).hasSize(1);
        assertThat(decided()).isEmpty();
    }

    @Test
    void a_destination_that_says_trying_is_waited_for() {
        hand.callee().answer(Method.INVITE, 100);

        advance(Duration.ofSeconds(30));

        assertThat(hand.other().request(Method.INVITE)).isEmpty();
    }

    @Test
    void the_last_destination_has_the_whole_of_timer_b() {
        advance(Failover.PATIENCE.minus(CallByHand.A_MOMENT));

        advance(Duration.ofSeconds(31));
        assertThat(decided()).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(decided()).containsExactly(new Fork.Outcome.Failed(408));
    }

    @Test
    void a_destination_that_rings_too_late_is_cancelled() {
        advance(Failover.PATIENCE);

        hand.callee().answer(Method.INVITE, 180);

        assertThat(hand.callee().request(Method.CANCEL)).isPresent();
        assertThat(hand.told(CallEvent.Ringing.class)).isEmpty();
    }

    @Test
    void a_destination_that_answers_too_late_is_acknowledged_and_hung_up_and_the_call_goes_on_elsewhere() {
        advance(Failover.PATIENCE);
        hand.callee().answer(Method.INVITE, 200, "Contact: <sip:desk@203.0.113.6:4712>");
        hand.callee().answer(Method.INVITE, 200, "Contact: <sip:desk@203.0.113.6:4712>");

        assertThat(hand.callee().requests(Method.ACK)).hasSize(2);
        assertThat(hand.callee().requests(Method.BYE)).hasSize(1);
        assertThat(decided()).isEmpty();

        hand.other().answer(Method.INVITE, 200, "Contact: <sip:desk@203.0.113.7:4713>");
        assertThat(decided()).singleElement().isInstanceOf(Fork.Outcome.Answered.class);
    }

    @Test
    void a_destination_that_answers_too_late_does_not_hold_the_call() {
        advance(Failover.PATIENCE);

        hand.callee().answer(Method.INVITE, 200, "Contact: <sip:desk@203.0.113.6:4712>");

        assertThat(hand.transactions.figures().settled()).isOne();
    }
}
