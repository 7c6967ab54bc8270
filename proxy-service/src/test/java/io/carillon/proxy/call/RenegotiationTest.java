package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.address.Shown;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.proxy.account.Account;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two who talk agree on anew: the plan's side of it over real dialogs, with a relay in memory. */
class RenegotiationTest {
    private static final String SDP = "v=0\r\n";
    private static final MediaParty PARTY = new MediaParty(List.of("ulaw"), false, "203.0.113.5", new Shown.Usual());

    private final Account alice = Accounts.friend("alice");
    private final RelayByHand relay = new RelayByHand();
    private final CallMedia media =
            new CallMedia(new CallSession(relay, relay.id(), "call-1", _ -> {}), PARTY, Optional.of(SDP), true);
    private CallByHand hand;
    private Renegotiation renegotiation;

    @BeforeEach
    void talk() throws IOException {
        hand = new CallByHand();
        media.offerTo(CallByHand.DESK, PARTY);
        hand.talk();
        media.answeredBy(CallByHand.DESK, SDP);
        media.callerAgreed();
        media.bridge().join(CallByHand.DESK, new Sound.Pause(Duration.ZERO));
        AccountCalls calls = new AccountCalls();
        Parties parties = new Parties(calls, alice, calls.made(alice).orElseThrow());
        parties.called(CallByHand.DESK, Accounts.friend("desk"));
        renegotiation = new Renegotiation(hand.plan(), media, parties, () -> {});
        plan();
    }

    @Test
    void what_the_other_side_lacks_it_is_asked_for_before_the_one_who_offers_is_answered() {
        nothingIsInCommon();
        hand.callerOffers(2, SDP);
        plan();
        assertThat(answersTo(2)).isEmpty();

        everythingIsInCommon();
        hand.callee().describe(Method.INVITE, SDP);
        plan();

        assertThat(answersTo(2)).containsExactly(200);
    }

    @Test
    void whoever_offers_is_answered_too_where_the_one_who_is_asked_offers_by_itself_in_the_same_moment() {
        nothingIsInCommon();
        hand.callerOffers(2, SDP);
        plan();
        everythingIsInCommon();

        hand.callee().answer(Method.INVITE, 491);
        hand.calleeOffers(1, "desk", SDP);
        plan();

        assertThat(answersTo(2)).containsExactly(200);
    }

    @Test
    void whoever_has_left_is_not_sent_again_what_it_was_answered() {
        hand.callerOffers(2, SDP);
        plan();

        hand.callerSends("BYE", 3);
        hand.loop.advance(Duration.ofSeconds(30));

        assertThat(answersTo(2)).containsExactly(200);
    }

    @Test
    void a_phone_that_has_lost_is_told_so_when_it_describes_its_media_anew() {
        media.release(List.of(CallByHand.DESK));

        hand.calleeOffers(1, "desk", SDP);
        plan();

        assertThat(hand.callee().responses().map(SipResponse::status)).containsExactly(481);
    }

    private void nothingIsInCommon() {
        relay.refuse(MediaCommand.CreateAnswer.class::isInstance);
    }

    private void everythingIsInCommon() {
        relay.refuse(_ -> false);
    }

    /** What has come to the inbox is taken, and what follows from it is sent. */
    private void plan() {
        hand.inbox.poll(event -> {
            switch (event) {
                case CallEvent.Reoffer reoffer -> renegotiation.on(reoffer);
                case CallEvent.OfferAnswered answered -> renegotiation.on(answered);
                case CallEvent.OfferRefused refused -> renegotiation.on(refused);
                default -> {}
            }
        });
        hand.loop.advance(Duration.ZERO);
    }

    /** The final answers to the caller's INVITE with this number. */
    private List<Integer> answersTo(long number) {
        return hand.caller()
                .responses()
                .filter(response -> response.cseq().number() == number
                        && response.cseq().method().equals(Method.INVITE))
                .map(SipResponse::status)
                .filter(status -> status >= 200)
                .toList();
    }
}
