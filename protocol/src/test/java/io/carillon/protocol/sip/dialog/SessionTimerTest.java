package io.carillon.protocol.sip.dialog;

import static io.carillon.protocol.sip.Samples.INVITE;
import static io.carillon.protocol.sip.Samples.request;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.SessionTimer.Answer;
import io.carillon.protocol.sip.dialog.SessionTimer.Mode;
import io.carillon.protocol.sip.dialog.SessionTimer.Policy;
import io.carillon.protocol.sip.dialog.SessionTimer.Refresher;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTimerTest {
    private static final Policy ORIGINATE = policy(Mode.ORIGINATE);
    private static final Policy REFUSE = policy(Mode.REFUSE);

    @Test
    void a_caller_that_asks_for_nothing_gets_no_timer() {
        assertThat(SessionTimer.answer(invite("Supported: timer"), Policy.DEFAULT))
                .isEqualTo(new Answer.Without());
    }

    @Test
    void a_caller_that_asks_refreshes_itself_unless_it_says_otherwise() {
        assertThat(SessionTimer.answer(invite("Supported: timer", "Session-Expires: 600"), Policy.DEFAULT))
                .isEqualTo(with(600, Refresher.UAC));
    }

    @Test
    void a_caller_may_leave_the_refreshing_to_us() {
        assertThat(SessionTimer.answer(invite("Supported: timer", "x: 600;refresher=uas"), Policy.DEFAULT))
                .isEqualTo(with(600, Refresher.UAS));
    }

    @Test
    void a_proxy_may_have_asked_for_a_caller_that_knows_no_timers_and_then_we_refresh() {
        assertThat(SessionTimer.answer(invite("Session-Expires: 600;refresher=uac"), Policy.DEFAULT))
                .isEqualTo(with(600, Refresher.UAS));
    }

    @Test
    void an_interval_longer_than_ours_is_shortened() {
        assertThat(SessionTimer.answer(invite("Supported: timer", "Session-Expires: 86400"), Policy.DEFAULT))
                .isEqualTo(with(1800, Refresher.UAC));
    }

    @Test
    void an_interval_is_never_shortened_below_what_somebody_on_the_way_can_bear() {
        assertThat(SessionTimer.answer(
                        invite("Supported: timer", "Session-Expires: 86400", "Min-SE: 3600"), Policy.DEFAULT))
                .isEqualTo(with(3600, Refresher.UAC));
    }

    @Test
    void an_interval_that_is_too_short_is_refused_with_our_minimum() {
        SipRequest invite = invite("Supported: timer", "Session-Expires: 60");

        Answer answer = SessionTimer.answer(invite, Policy.DEFAULT);

        assertThat(answer).isInstanceOf(Answer.TooShort.class);
        SipResponse refusal =
                ((Answer.TooShort) answer).refuse(invite).toTag("t").build();
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.header("Min-SE")).contains("90");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1800x", "99999999999", ";refresher=uac"})
    void a_header_that_is_no_number_of_seconds_is_malformed(String value) {
        assertThat(SessionTimer.answer(invite("Supported: timer", "Session-Expires: " + value), Policy.DEFAULT))
                .isEqualTo(new Answer.Malformed("Session-Expires"));
    }

    @Test
    void who_originates_timers_refreshes_for_callers_that_know_none() {
        assertThat(SessionTimer.answer(invite(), ORIGINATE)).isEqualTo(with(1800, Refresher.UAS));
    }

    @Test
    void who_refuses_timers_agrees_to_none() {
        assertThat(SessionTimer.answer(invite("Supported: timer", "Session-Expires: 600"), REFUSE))
                .isEqualTo(new Answer.Without());
    }

    @Test
    void an_answer_that_makes_the_caller_refresh_requires_that_it_knows_how() {
        ResponseEdit success = invite().response(200).toTag("t");

        SessionTimer.into(success, with(600, Refresher.UAC));

        assertThat(success.build().header("Session-Expires")).contains("600;refresher=uac");
        assertThat(success.build().lists("Require", "timer")).isTrue();
    }

    @Test
    void our_own_invite_offers_timers_and_asks_for_them_only_where_told_to() {
        RequestEdit accepting = bye();
        RequestEdit originating = bye();

        SessionTimer.into(accepting, Policy.DEFAULT);
        SessionTimer.into(originating, ORIGINATE);

        assertThat(accepting.build().lists("Supported", "timer")).isTrue();
        assertThat(accepting.build().header("Session-Expires")).isEmpty();
        assertThat(originating.build().header("Session-Expires")).contains("1800");
    }

    @ParameterizedTest
    @CsvSource({"600;refresher=uac, true", "600;refresher=uas, false", "600, true", "600;x=1;Refresher=UAS;y, false"})
    void the_answer_to_our_request_says_who_refreshes(String value, boolean ours) {
        SipResponse success =
                invite().response(200).toTag("t").set("Session-Expires", value).build();

        assertThat(SessionTimer.agreed(success)).contains(new SessionTimer(Duration.ofMinutes(10), ours));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "89;refresher=uac"})
    void an_answer_with_less_than_the_shortest_interval_agrees_on_that(String value) {
        SipResponse success =
                invite().response(200).toTag("t").set("Session-Expires", value).build();

        assertThat(SessionTimer.agreed(success)).contains(new SessionTimer(Duration.ofSeconds(90), true));
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "0, 1", "20;duration=60, 20", "86400, 100", "soon, 10"})
    void a_refused_refresh_is_due_again_when_the_other_side_says_and_before_the_session_lapses(
            String retryAfter, int seconds) {
        SipResponse refusal =
                invite().response(500).toTag("t").set("Retry-After", retryAfter).build();

        assertThat(new SessionTimer(Duration.ofMinutes(10), true).againAfter(refusal))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void a_refresh_leaves_the_roles_as_they_are() {
        RequestEdit ours = bye();
        RequestEdit theirs = bye();

        new SessionTimer(Duration.ofMinutes(10), true).into(ours);
        new SessionTimer(Duration.ofMinutes(10), false).into(theirs);

        assertThat(ours.build().header("Session-Expires")).contains("600;refresher=uac");
        assertThat(theirs.build().header("Session-Expires")).contains("600;refresher=uas");
    }

    @Test
    void a_refresh_found_too_short_is_repeated_with_the_minimum_asked_for() {
        SessionTimer timer = new SessionTimer(Duration.ofSeconds(90), true);

        assertThat(timer.longer(invite().response(422).set("Min-SE", "120").build()))
                .contains(new SessionTimer(Duration.ofMinutes(2), true));
        assertThat(timer.longer(invite().response(422).set("Min-SE", "60").build()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"90, 45, 60", "1800, 900, 1768"})
    void it_is_refreshed_half_way_and_given_up_a_little_before_the_end(long interval, long refresh, long lapse) {
        SessionTimer timer = new SessionTimer(Duration.ofSeconds(interval), true);

        assertThat(timer.refreshAfter()).isEqualTo(Duration.ofSeconds(refresh));
        assertThat(timer.lapsesAfter()).isEqualTo(Duration.ofSeconds(lapse));
    }

    private static Answer with(long seconds, Refresher refresher) {
        return new Answer.With(new SessionTimer(Duration.ofSeconds(seconds), refresher == Refresher.UAS), refresher);
    }

    private static Policy policy(Mode mode) {
        return new Policy(mode, Policy.DEFAULT.interval(), Policy.SHORTEST, Refresher.UAS);
    }

    private static RequestEdit bye() {
        return SipRequest.create(Method.BYE, SipUri.parse("sip:bob@192.0.2.9"))
                .set("From", "<sip:alice@192.0.2.1>;tag=a")
                .set("To", "<sip:bob@192.0.2.9>;tag=b")
                .set("Call-ID", "call")
                .set("CSeq", "2 BYE")
                .add("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1");
    }

    private static SipRequest invite(String... headers) {
        return request(INVITE.replace(
                "Max-Forwards",
                Stream.of(headers).map(header -> header + "\r\n").collect(joining()) + "Max-Forwards"));
    }
}
