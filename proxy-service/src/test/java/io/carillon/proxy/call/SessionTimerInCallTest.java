package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.proxy.dialplan.HungUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions that are kept alive, or noticed to be dead (RFC 4028), and our own re-INVITEs (RFC 3261 §14). */
class SessionTimerInCallTest {
    private static final String[] WE_REFRESH = {
        "Supported: timer", "Session-Expires: 600;refresher=uas", "Allow: INVITE, BYE, UPDATE"
    };
    private static final String[] WE_REFRESH_BY_INVITE = {
        "Supported: timer", "Session-Expires: 600;refresher=uas", "Allow: INVITE, BYE"
    };
    private static final String[] THE_CALLER_REFRESHES = {"Supported: timer", "Session-Expires: 600"};
    private static final Duration HALF = Duration.ofMinutes(5);
    private static final Duration LAPSE = Duration.ofSeconds(600 - 32);

    @Test
    void a_caller_is_told_what_was_agreed_on() throws IOException {
        CallByHand hand = new CallByHand(THE_CALLER_REFRESHES);
        hand.talk();

        SipResponse success = hand.caller().lastResponse();
        assertThat(success.status()).isEqualTo(200);
        assertThat(success.header("Session-Expires")).contains("600;refresher=uac");
        assertThat(success.lists("Require", "timer")).isTrue();
    }

    @Test
    void we_refresh_by_an_update_each_half_interval() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH);
        hand.talk();

        hand.loop.advance(HALF);
        SipRequest update = hand.caller().request(Method.UPDATE).orElseThrow();
        hand.caller().answer(Method.UPDATE, 200, "Session-Expires: 600;refresher=uac");
        hand.loop.advance(HALF);

        assertThat(update.header("Session-Expires")).contains("600;refresher=uac");
        assertThat(update.body()).isEmpty();
        assertThat(hand.caller().requests(Method.UPDATE)).hasSize(2);
    }

    @Test
    void a_caller_that_answers_no_refresh_is_gone_and_gets_a_bye() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH);
        hand.talk();

        hand.loop.advance(HALF.plusSeconds(33));

        assertThat(hand.caller().request(Method.BYE)).isPresent();
        assertCallerIsLost(hand);
    }

    @Test
    void a_caller_that_refreshes_nothing_is_gone_and_gets_a_bye() throws IOException {
        CallByHand hand = new CallByHand(THE_CALLER_REFRESHES);
        hand.talk();

        hand.loop.advance(LAPSE.minusSeconds(1));
        assertThat(hand.caller().request(Method.BYE)).isEmpty();
        hand.loop.advance(Duration.ofSeconds(1));

        assertThat(hand.caller().request(Method.BYE)).isPresent();
        assertCallerIsLost(hand);
    }

    @Test
    void a_caller_that_refreshes_in_time_stays() throws IOException {
        CallByHand hand = new CallByHand(THE_CALLER_REFRESHES);
        hand.talk();
        hand.loop.advance(HALF);

        hand.callerSends("UPDATE", 2, THE_CALLER_REFRESHES);
        CallEvent.Reoffer refresh = hand.told(CallEvent.Reoffer.class).getFirst();
        refresh.dialog().answer(refresh.transaction(), Optional.empty());
        hand.loop.advance(Duration.ZERO);
        hand.loop.advance(LAPSE.minusSeconds(1));

        assertThat(hand.caller().lastResponse().header("Session-Expires")).contains("600;refresher=uac");
        assertThat(hand.caller().request(Method.BYE)).isEmpty();
    }

    @Test
    void a_refresh_that_asks_for_too_short_an_interval_is_refused_and_changes_nothing() throws IOException {
        CallByHand hand = new CallByHand(THE_CALLER_REFRESHES);
        hand.talk();

        hand.callerSends("UPDATE", 2, "Supported: timer", "Session-Expires: 30");

        assertThat(hand.caller().lastResponse().status()).isEqualTo(422);
        assertThat(hand.caller().lastResponse().header("Min-SE")).contains("90");
        assertThat(hand.told(CallEvent.Reoffer.class)).isEmpty();
    }

    @Test
    void a_caller_that_knows_no_update_is_refreshed_by_a_re_invite_with_an_offer() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH_BY_INVITE);
        hand.talk();

        offerAgain(hand);
        hand.caller().answer(Method.INVITE, 200, "Session-Expires: 600;refresher=uac");

        SipRequest invite = hand.caller().request(Method.INVITE).orElseThrow();
        assertThat(new String(invite.body(), StandardCharsets.UTF_8)).isEqualTo("v=1\r\n");
        assertThat(hand.caller().request(Method.ACK).orElseThrow().cseq().number())
                .isEqualTo(invite.cseq().number());
    }

    @Test
    void the_answer_to_our_re_invite_once_more_is_acknowledged_and_ends_nothing() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH_BY_INVITE);
        hand.talk();
        offerAgain(hand);
        hand.caller().answer(Method.INVITE, 200, "Session-Expires: 600;refresher=uac");
        assertThat(hand.transactions.figures().client()).isZero();

        hand.caller().answer(Method.INVITE, 200, "Session-Expires: 600;refresher=uac");

        assertThat(hand.caller().requests(Method.ACK)).hasSize(2);
        assertThat(hand.caller().request(Method.BYE)).isEmpty();
    }

    @Test
    void the_answer_to_our_re_invite_once_more_is_acknowledged_after_the_end_too() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH_BY_INVITE);
        hand.talk();
        offerAgain(hand);
        hand.caller().answer(Method.INVITE, 200, "Session-Expires: 600;refresher=uac");
        hand.callerSends("BYE", 2);

        hand.caller().answer(Method.INVITE, 200, "Session-Expires: 600;refresher=uac");

        assertThat(hand.caller().requests(Method.ACK)).hasSize(2);
    }

    @Test
    void a_caller_s_leg_that_has_ended_belongs_to_no_call() throws IOException {
        CallByHand hand = new CallByHand(THE_CALLER_REFRESHES);
        hand.talk();
        hand.callerSends("UPDATE", 2, THE_CALLER_REFRESHES);
        Leg leg = hand.told(CallEvent.Reoffer.class).getFirst().dialog().leg();

        hand.callerSends("BYE", 3);

        assertThat(leg.ended()).isTrue();
        assertThat(leg.owner()).isSameAs(LegOwner.NOBODY);
    }

    @Test
    void a_re_invite_that_meets_ours_is_refused_with_491() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH_BY_INVITE);
        hand.talk();
        offerAgain(hand);

        hand.callerSends("INVITE", 2);

        assertThat(hand.caller().lastResponse().status()).isEqualTo(491);
    }

    @Test
    void our_re_invite_that_is_refused_with_491_is_sent_again_within_two_seconds() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH_BY_INVITE);
        hand.talk();
        offerAgain(hand);

        hand.caller().answer(Method.INVITE, 491);
        assertThat(hand.caller().requests(Method.INVITE)).hasSize(1);
        hand.loop.advance(Duration.ofSeconds(2));

        assertThat(hand.caller()
                        .requests(Method.INVITE)
                        .map(invite -> invite.cseq().number())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void a_refresh_that_is_refused_is_tried_again_when_the_caller_says() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH);
        hand.talk();
        hand.loop.advance(HALF);

        hand.caller().answer(Method.UPDATE, 500, "Retry-After: 5");
        hand.loop.advance(Duration.ofSeconds(5));
        hand.caller().answer(Method.UPDATE, 200, "Session-Expires: 600;refresher=uac");
        hand.loop.advance(HALF.minusSeconds(1));

        assertThat(numbers(hand, Method.UPDATE)).isEqualTo(2);
        assertThat(hand.caller().request(Method.BYE)).isEmpty();
    }

    @Test
    void a_refresh_that_is_refused_without_a_word_of_when_is_tried_again_after_ten_seconds() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH);
        hand.talk();
        hand.loop.advance(HALF);

        hand.caller().answer(Method.UPDATE, 500);
        hand.loop.advance(Duration.ofSeconds(9));
        assertThat(numbers(hand, Method.UPDATE)).isOne();
        hand.loop.advance(Duration.ofSeconds(1));
        assertThat(numbers(hand, Method.UPDATE)).isEqualTo(2);
    }

    @Test
    void a_refresh_that_was_dropped_while_the_caller_waited_for_us_is_wanted_again() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH_BY_INVITE);
        hand.talk();
        hand.callerOffers(2, "v=0\r\n");
        hand.loop.advance(HALF);
        List<CallEvent> events = new ArrayList<>();
        hand.inbox.poll(events::add);
        CallEvent.Reoffer reoffer = only(events, CallEvent.Reoffer.class);
        only(events, CallEvent.OfferWanted.class).dialog().offers().refresh("v=1\r\n");
        var refusal = new CallMedia.Outcome.Refused(new CallMedia.Refusal(488, "no codec"));
        reoffer.dialog().answer(reoffer.transaction(), Optional.of(refusal));
        hand.loop.advance(Duration.ZERO);
        assertThat(hand.caller().request(Method.INVITE)).isEmpty();

        hand.loop.advance(SessionTimer.AGAIN);
        hand.told(CallEvent.OfferWanted.class).getFirst().dialog().offers().refresh("v=1\r\n");
        hand.loop.advance(Duration.ZERO);

        assertThat(hand.caller().request(Method.INVITE)).isPresent();
    }

    @Test
    void an_offer_of_ours_for_which_the_session_is_too_short_is_made_again_for_a_longer_one() throws IOException {
        CallByHand hand = new CallByHand();
        hand.talk("Session-Expires: 600;refresher=uac", "Allow: INVITE, UPDATE");
        hand.plan().offer(CallByHand.DESK, "v=1\r\n", false);
        hand.loop.advance(Duration.ZERO);

        hand.callee().answer(Method.INVITE, 422, "Min-SE: 900");

        SipRequest again = hand.callee().request(Method.INVITE).orElseThrow();
        assertThat(again.header("Session-Expires")).contains("900;refresher=uac");
        assertThat(new String(again.body(), StandardCharsets.UTF_8)).isEqualTo("v=1\r\n");
        assertThat(hand.callee().request(Method.UPDATE)).isEmpty();
    }

    @Test
    void a_refresh_of_a_dialog_that_the_caller_does_not_know_ends_the_call() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH);
        hand.talk();
        hand.loop.advance(HALF);

        hand.caller().answer(Method.UPDATE, 481);

        assertCallerIsLost(hand);
    }

    @Test
    void what_a_callee_asks_of_us_is_done_towards_the_callee() throws IOException {
        CallByHand hand = new CallByHand();
        hand.talk("Session-Expires: 600;refresher=uac", "Require: timer", "Allow: INVITE, UPDATE");

        hand.loop.advance(HALF);

        assertThat(hand.callee().request(Method.UPDATE).orElseThrow().header("Session-Expires"))
                .contains("600;refresher=uac");
        assertThat(hand.caller().request(Method.UPDATE)).isEmpty();
    }

    @Test
    void a_callee_that_bears_only_longer_intervals_is_refreshed_anew_with_its_minimum() throws IOException {
        CallByHand hand = new CallByHand();
        hand.talk("Session-Expires: 600;refresher=uac", "Allow: INVITE, UPDATE");
        hand.loop.advance(HALF);

        hand.callee().answer(Method.UPDATE, 422, "Min-SE: 900");

        assertThat(hand.callee().requests(Method.UPDATE).map(update -> update.header("Session-Expires")))
                .containsExactly(Optional.of("600;refresher=uac"), Optional.of("900;refresher=uac"));
    }

    @Test
    void a_callee_whose_account_says_so_is_asked_for_a_timer_and_again_for_one_that_it_bears() throws IOException {
        SessionTimer.Policy originate = new SessionTimer.Policy(
                SessionTimer.Mode.ORIGINATE,
                Duration.ofMinutes(2),
                SessionTimer.Policy.SHORTEST,
                SessionTimer.Refresher.UAS);
        CallByHand hand = new CallByHand(originate);

        hand.callee().answer(Method.INVITE, 422, "Min-SE: 300");
        hand.loop.advance(Duration.ZERO);

        assertThat(hand.callee()
                        .requests(Method.INVITE)
                        .map(invite -> invite.header("Session-Expires"))
                        .distinct())
                .containsExactly(Optional.of("120"), Optional.of("300"));
        assertThat(hand.told(CallEvent.DialDecided.class)).isEmpty();
    }

    @Test
    void a_call_that_has_ended_is_not_watched_any_more() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH);
        hand.talk();
        hand.callerSends("BYE", 2);
        hand.plan().finish(200);

        hand.loop.advance(Duration.ofHours(1));

        assertThat(hand.caller().request(Method.UPDATE)).isEmpty();
        assertThat(hand.caller().request(Method.BYE)).isEmpty();
    }

    @Test
    void a_refresh_that_is_answered_after_the_end_begins_nothing_anew() throws IOException {
        CallByHand hand = new CallByHand(WE_REFRESH);
        hand.talk();
        hand.loop.advance(HALF);
        hand.callerSends("BYE", 2);

        hand.caller().answer(Method.UPDATE, 200, "Session-Expires: 600;refresher=uac");
        hand.loop.advance(Duration.ofHours(1));

        assertThat(hand.caller()
                        .requests(Method.UPDATE)
                        .map(update -> update.cseq().number())
                        .distinct())
                .hasSize(1);
    }

    /** The plan makes the offer that our re-INVITE needs. */
    private static void offerAgain(CallByHand hand) {
        hand.loop.advance(HALF);
        CallEvent.OfferWanted wanted = hand.told(CallEvent.OfferWanted.class).getFirst();
        wanted.dialog().offers().refresh("v=1\r\n");
        hand.loop.advance(Duration.ZERO);
    }

    private static <T extends CallEvent> T only(List<CallEvent> events, Class<T> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    /** How many requests of this method there were, however often each was sent. */
    private static long numbers(CallByHand hand, Method method) {
        return hand.caller()
                .requests(method)
                .map(request -> request.cseq().number())
                .distinct()
                .count();
    }

    private static void assertCallerIsLost(CallByHand hand) {
        assertThatThrownBy(() -> hand.told(CallEvent.CallerGone.class)).isInstanceOf(HungUp.class);
        assertThat(List.of(hand.inbox.departure().orElseThrow())).containsExactly(Departure.LOST);
    }
}
