package io.carillon.protocol.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.ManualLoop;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.Via;
import io.carillon.protocol.sip.transport.Flow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The layer as a client (RFC 3261 §17.1.3, §17.1.1.3, §9.1, §18.1.2; RFC 6026). */
class ClientSideTest {
    private static final long TOGETHER = ParkedEntries.TOGETHER.toMillis();

    private final ManualLoop loop = new ManualLoop();
    private final Core core = new Core();
    private final Wire wire = new Wire(TransportProtocol.UDP);
    private final Flow phone = wire.flowTo(Wire.at("192.168.56.20", 5062));
    private final TransactionLayer layer = new TransactionLayer(
            loop, core, new TransactionLimits(3, 0, 3, 3, 3, 3), TimerValues.RFC, Trace.NONE, new Random(1));
    private final List<String> events = new ArrayList<>();

    private static RequestEdit outgoing(Method method) {
        return SipRequest.create(method, SipUri.parse("sip:100@192.168.56.20:5062"))
                .set("Max-Forwards", "70")
                .set("From", "<sip:200@192.168.56.10>;tag=f1")
                .set("To", "<sip:100@192.168.56.10>")
                .set("Call-ID", "c1")
                .set("CSeq", "9 " + method)
                .set("Route", "<sip:edge.example;lr>");
    }

    private ClientTransaction send(Method method) {
        return layer.send(outgoing(method).build(), phone, event -> events.add(text(event)));
    }

    private static String text(ClientTransaction.Event event) {
        return switch (event) {
            case ClientTransaction.Event.Provisional(SipResponse response) -> Integer.toString(response.status());
            case ClientTransaction.Event.Final(SipResponse response) -> "final " + response.status();
            case ClientTransaction.Event.TimedOut() -> "timed out";
            case ClientTransaction.Event.TransportFailed _ -> "failed";
        };
    }

    private void answer(ClientTransaction transaction, int status, String toTag) {
        layer.received(transaction.request().response(status).toTag(toTag).build(), phone);
    }

    private void advance(long millis) {
        loop.advance(Duration.ofMillis(millis));
    }

    @AfterEach
    void in_the_end_nothing_is_kept() {
        loop.advance(Duration.ofMinutes(2));
        assertThat(loop.waitingTimers()).isZero();
        assertThat(layer.figures()).extracting("client", "settled", "completed").containsExactly(0, 0, 0);
    }

    @Test
    void a_request_leaves_with_our_via_and_a_branch_of_its_own() {
        send(Method.OPTIONS);
        send(Method.OPTIONS);

        List<Via> vias = wire.sent.stream().map(sent -> sent.message().topVia()).toList();
        assertThat(vias).allSatisfy(via -> {
            assertThat(via.sentBy()).isEqualTo(wire.sentBy());
            assertThat(via.wantsRport()).isTrue();
            assertThat(via.branch().orElseThrow()).startsWith(Via.MAGIC_COOKIE);
        });
        assertThat(vias.getFirst().branch()).isNotEqualTo(vias.getLast().branch());
    }

    @Test
    void an_unanswered_invite_is_sent_seven_times_and_times_out() {
        send(Method.INVITE);

        advance(32_000);
        assertThat(wire.sent).hasSize(7);
        assertThat(events).containsExactly("timed out");
        assertThat(layer.figures().timedOut()).isEqualTo(1);
    }

    @Test
    void a_request_that_is_answered_takes_no_place_and_absorbs_its_answer_for_t4() {
        ClientTransaction options = send(Method.OPTIONS);
        answer(options, 200, "t");

        advance(5_000 + TOGETHER - 1);
        answer(options, 200, "t");
        assertThat(layer.figures().client()).isZero();
        assertThat(events).containsExactly("final 200");
        assertThat(core.strays).isEmpty();

        advance(1);
        answer(options, 200, "t");
        assertThat(core.strays).hasSize(1);
    }

    @Test
    void too_many_answered_requests_push_out_the_oldest() {
        for (int n = 1; n <= 4; n++) {
            answer(send(Method.OPTIONS), 200, "t");
        }

        assertThat(layer.figures().completed()).isEqualTo(3);
        assertThat(layer.figures().forgotten()).isOne();
    }

    @Test
    void an_accepted_invite_whose_user_has_left_takes_no_place_and_still_tells_of_a_further_2xx() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 200, "t");

        invite.leave((sent, success) -> events.add("late " + success.to().tag().orElseThrow() + " to "
                + sent.cseq().number()));
        answer(invite, 200, "u");
        answer(invite, 486, "v");

        assertThat(events).containsExactly("final 200", "late u to 9");
        assertThat(layer.figures().client()).isZero();
        assertThat(layer.figures().settled()).isOne();
    }

    @Test
    void an_accepted_invite_whose_user_has_left_is_forgotten_after_timer_m() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 200, "t");
        invite.leave((sent, success) -> events.add("late"));

        advance(32_000 + TOGETHER);
        answer(invite, 200, "t");

        assertThat(layer.figures().settled()).isZero();
        assertThat(events).containsExactly("final 200");
    }

    @Test
    void an_invite_without_a_final_response_is_not_left() {
        ClientTransaction invite = send(Method.INVITE);

        invite.leave((sent, success) -> events.add("late"));
        answer(invite, 200, "t");

        assertThat(events).containsExactly("final 200");
    }

    @Test
    void an_unanswered_request_is_sent_eleven_times_and_times_out() {
        send(Method.OPTIONS);

        advance(32_000);
        assertThat(wire.sent).hasSize(11);
        assertThat(events).containsExactly("timed out");
    }

    @Test
    void a_lost_answer_comes_with_the_retransmission() {
        ClientTransaction options = send(Method.OPTIONS);
        advance(500);

        answer(options, 200, "t");
        answer(options, 200, "t");
        assertThat(events).containsExactly("final 200");
        assertThat(wire.sent).hasSize(2);
    }

    @Test
    void a_refused_invite_is_acknowledged_on_its_own_branch() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 180, "t1");
        answer(invite, 486, "t1");
        answer(invite, 486, "t1");

        SipRequest ack = wire.last().request();
        assertThat(wire.summary()).containsExactly("INVITE", "ACK", "ACK");
        assertThat(events).containsExactly("180", "final 486");
        assertThat(ack.vias()).containsExactly(invite.request().topVia());
        assertThat(ack.cseq()).hasToString("9 ACK");
        assertThat(ack.to().tag()).contains("t1");
        assertThat(ack.requestUri()).isEqualTo(invite.request().requestUri());
        assertThat(ack.headers("Route")).containsExactly("<sip:edge.example;lr>");
    }

    @Test
    void a_refused_invite_takes_no_place_and_the_same_refusal_gets_the_same_ack() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 486, "t1");
        assertThat(layer.figures().client()).isZero();
        assertThat(layer.figures().settled()).isOne();

        answer(invite, 486, "t1");

        assertThat(wire.summary()).containsExactly("INVITE", "ACK", "ACK");
        assertThat(wire.last().message().encode())
                .isEqualTo(wire.sent.get(1).message().encode());
        assertThat(events).containsExactly("final 486");
    }

    @Test
    void a_refused_invite_is_forgotten_after_timer_d() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 486, "t1");

        advance(32_000 + TOGETHER);
        answer(invite, 486, "t1");

        assertThat(layer.figures().settled()).isZero();
        assertThat(wire.summary()).containsExactly("INVITE", "ACK");
    }

    @Test
    void every_success_of_a_forked_invite_goes_up_and_none_is_acknowledged_here() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 200, "one");
        answer(invite, 200, "two");
        answer(invite, 200, "one");

        assertThat(events).containsExactly("final 200", "final 200", "final 200");
        assertThat(wire.summary()).containsExactly("INVITE");
    }

    @Test
    void a_success_later_than_timer_m_is_a_stray() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 200, "one");
        advance(32_000);

        answer(invite, 200, "one");
        assertThat(events).hasSize(1);
        assertThat(core.strays).hasSize(1);
    }

    @Test
    void a_cancel_waits_for_a_provisional() {
        ClientTransaction invite = send(Method.INVITE);
        invite.cancel();
        assertThat(wire.summary()).containsExactly("INVITE");

        answer(invite, 100, "t");
        assertThat(wire.summary()).containsExactly("INVITE", "CANCEL");
    }

    @Test
    void a_cancel_repeats_its_invite_and_brings_its_reason() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 180, "t");
        invite.cancel(Map.of("Reason", "SIP;cause=200;text=\"Call completed elsewhere\""));

        SipRequest cancel = wire.last().request();
        assertThat(cancel.method()).isEqualTo(Method.CANCEL);
        assertThat(cancel.vias()).containsExactly(invite.request().topVia());
        assertThat(cancel.cseq()).hasToString("9 CANCEL");
        assertThat(cancel.to().tag()).isEmpty();
        assertThat(cancel.requestUri()).isEqualTo(invite.request().requestUri());
        assertThat(cancel.headers("Route")).containsExactly("<sip:edge.example;lr>");
        assertThat(cancel.header("Reason")).contains("SIP;cause=200;text=\"Call completed elsewhere\"");
    }

    @Test
    void a_cancelled_invite_ends_with_its_487() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 180, "t");
        invite.cancel();
        layer.received(wire.last().request().response(200).toTag("t").build(), phone);
        answer(invite, 487, "t");

        assertThat(events).containsExactly("180", "final 487");
        assertThat(wire.summary()).containsExactly("INVITE", "CANCEL", "ACK");
    }

    @Test
    void an_answer_faster_than_the_cancel_still_goes_up() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 180, "t");
        invite.cancel();
        answer(invite, 200, "t");

        assertThat(events).containsExactly("180", "final 200");
    }

    @Test
    void a_final_answer_before_any_provisional_makes_the_cancel_needless() {
        ClientTransaction invite = send(Method.INVITE);
        invite.cancel();
        answer(invite, 200, "t");
        invite.cancel();

        assertThat(wire.summary()).containsExactly("INVITE");
    }

    @Test
    void a_cancel_is_sent_once() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 180, "t");
        invite.cancel();
        invite.cancel();
        answer(invite, 180, "t");

        assertThat(wire.summary()).containsExactly("INVITE", "CANCEL");
    }

    @Test
    void a_cancel_that_leads_to_nothing_ends_the_invite_after_64_t1() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 180, "t");
        advance(100_000);
        invite.cancel();

        advance(32_000);
        assertThat(events).containsExactly("180", "timed out");
    }

    private ClientTransaction sendImpatiently(Method method) {
        return layer.send(outgoing(method).build(), phone, Duration.ofSeconds(4), event -> events.add(text(event)));
    }

    @Test
    void a_target_without_a_sign_is_given_up_after_our_patience_and_told_once() {
        sendImpatiently(Method.INVITE);

        advance(4_000);
        assertThat(events).containsExactly("timed out");
        advance(60_000);
        assertThat(events).containsExactly("timed out");
    }

    @Test
    void a_request_whose_target_gives_no_sign_is_not_repeated_after_our_patience() {
        sendImpatiently(Method.REGISTER);

        advance(4_000);
        int before = wire.sent.size();
        advance(60_000);

        assertThat(events).containsExactly("timed out");
        assertThat(wire.sent).hasSize(before);
    }

    @Test
    void a_target_that_rings_after_it_was_given_up_is_cancelled() {
        ClientTransaction invite = sendImpatiently(Method.INVITE);
        advance(4_000);

        answer(invite, 180, "t");
        answer(invite, 487, "t");

        assertThat(wire.summary()).endsWith("CANCEL", "ACK");
        assertThat(events).containsExactly("timed out");
    }

    @Test
    void a_target_that_answers_after_it_was_given_up_is_told_of() {
        ClientTransaction invite = sendImpatiently(Method.INVITE);
        advance(4_000);

        answer(invite, 200, "t");
        answer(invite, 200, "t");

        assertThat(events).containsExactly("timed out", "final 200", "final 200");
    }

    @Test
    void a_target_that_gives_a_sign_in_time_is_waited_for() {
        ClientTransaction invite = sendImpatiently(Method.INVITE);
        answer(invite, 100, "t");
        advance(60_000);

        answer(invite, 486, "t");

        assertThat(events).containsExactly("100", "final 486");
    }

    @Test
    void an_answer_to_another_element_is_dropped_and_counted() {
        ClientTransaction options = send(Method.OPTIONS);
        SipResponse foreign = options.request()
                .edit()
                .popVia()
                .pushVia(Via.parse("SIP/2.0/UDP 10.0.0.1:5060;branch="
                        + options.request().topVia().branch().orElseThrow()))
                .build()
                .response(200)
                .build();

        layer.received(foreign, phone);
        assertThat(events).isEmpty();
        assertThat(core.strays).isEmpty();
        assertThat(layer.figures().foreignResponses()).isEqualTo(1);
    }

    @Test
    void an_answer_names_us_as_its_request_did_and_not_as_others_know_us() {
        Flow outside = wire.flowTo(Wire.at("198.51.100.7", 5060));
        ClientTransaction options =
                layer.send(outgoing(Method.OPTIONS).build(), outside, event -> events.add(event.toString()));

        layer.received(options.request().response(200).build(), outside);

        assertThat(options.request().topVia().sentBy()).hasToString("203.0.113.9:5070");
        assertThat(events).hasSize(1);
    }

    @Test
    void the_answer_to_a_forwarded_request_goes_to_the_core() {
        SipRequest forwarded = outgoing(Method.REGISTER)
                .pushVia(TransactionLayer.via(phone, "z9hG4bKstateless"))
                .build();
        layer.sendStateless(forwarded, phone);

        layer.received(forwarded.response(200).build(), phone);
        assertThat(core.strays).hasSize(1);
    }

    @Test
    void beyond_the_limit_a_request_fails_but_not_before_its_sender_has_the_transaction() {
        for (int i = 0; i < 4; i++) {
            send(Method.OPTIONS);
        }
        assertThat(events).isEmpty();

        loop.run();
        assertThat(events).containsExactly("failed");
        assertThat(wire.sent).hasSize(3);
    }

    @Test
    void a_datagram_dropped_on_the_way_out_is_only_a_lost_datagram() {
        wire.broken = true;
        ClientTransaction options = send(Method.OPTIONS);
        wire.broken = false;
        advance(500);

        answer(options, 200, "t");
        assertThat(events).containsExactly("final 200");
    }

    @Test
    void a_broken_connection_fails_the_request() {
        Wire tcp = new Wire(TransportProtocol.TCP);
        tcp.broken = true;
        sendOver(tcp);
        assertThat(events).isEmpty();

        loop.run();
        assertThat(events).containsExactly("failed");
    }

    @Test
    void a_connection_that_ends_before_any_answer_fails_the_request() {
        Wire tcp = new Wire(TransportProtocol.TCP);
        sendOver(tcp);

        tcp.lost.forEach(Runnable::run);

        assertThat(events).containsExactly("failed");
    }

    @Test
    void a_request_that_rings_outlives_its_connection() {
        Wire tcp = new Wire(TransportProtocol.TCP);
        ClientTransaction invite = sendOver(tcp);
        answer(invite, 180, "t");

        tcp.lost.forEach(Runnable::run);
        answer(invite, 486, "t");

        assertThat(events).containsExactly("180", "final 486");
    }

    private ClientTransaction sendOver(Wire tcp) {
        return layer.send(
                outgoing(Method.INVITE).build(),
                tcp.flowTo(Wire.at("192.168.56.20", 5060)),
                event -> events.add(text(event)));
    }

    @Test
    void the_machines_hours_take_no_time() {
        ClientTransaction invite = send(Method.INVITE);
        answer(invite, 180, "t");

        loop.advance(Duration.ofHours(3));
        answer(invite, 200, "t");
        assertThat(events).containsExactly("180", "final 200");
    }
}
