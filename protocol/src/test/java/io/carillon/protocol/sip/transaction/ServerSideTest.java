package io.carillon.protocol.sip.transaction;

import static io.carillon.protocol.sip.Samples.INVITE;
import static io.carillon.protocol.sip.Samples.REGISTER;
import static io.carillon.protocol.sip.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.ManualLoop;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.transport.Flow;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The layer as a server (RFC 3261 §17.2.3, §9.2, §8.2.2.2; RFC 6026). */
class ServerSideTest {
    private static final long TOGETHER = ParkedEntries.TOGETHER.toMillis();

    private static final TransactionLimits SMALL = new TransactionLimits(3, 0, 3, 3, 3, 3);

    private final ManualLoop loop = new ManualLoop();
    private final Core core = new Core();
    private final Wire wire = new Wire(TransportProtocol.UDP);
    private final Flow phone = wire.flowTo(Wire.at("192.168.56.20", 5062));
    private final TransactionLayer layer =
            new TransactionLayer(loop, core, SMALL, TimerValues.RFC, Trace.NONE, new Random(1));

    private void receive(String message) {
        layer.received(request(message), phone);
    }

    private static String follow(String method, String branch) {
        return INVITE.replace("INVITE sip", method + " sip")
                .replace("1 INVITE", "1 " + method)
                .replace("z9hG4bK-call-1", branch);
    }

    private static String invite(int n) {
        return INVITE.replace("call-1", "call-" + n);
    }

    private static String register(int n) {
        return REGISTER.replace("524287-1", "524287-" + n).replace("ZmE5", "call" + n);
    }

    private void advance(long millis) {
        loop.advance(Duration.ofMillis(millis));
    }

    private void answer(int status) {
        core.only().respond(core.only().request().response(status).build());
    }

    @AfterEach
    void in_the_end_nothing_is_kept() {
        core.requests.stream()
                .filter(each -> !each.answered())
                .forEach(each -> each.respond(each.request().response(500).build()));
        loop.advance(Duration.ofMinutes(2));
        assertThat(loop.waitingTimers()).isZero();
        assertThat(layer.figures())
                .extracting("openServer", "answered", "accepted", "acknowledged", "client")
                .containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void an_invite_nobody_answers_within_200_ms_gets_100() {
        receive(INVITE);

        advance(199);
        assertThat(wire.sent).isEmpty();
        advance(1);
        assertThat(wire.summary()).containsExactly("100");
        assertThat(wire.last().response().to().tag()).isEmpty();
    }

    @Test
    void the_core_may_say_100_at_once_and_the_layer_then_does_not() {
        receive(INVITE);

        core.only().trying();
        advance(1000);
        assertThat(wire.summary()).containsExactly("100");
    }

    @Test
    void a_retransmitted_invite_gets_the_last_provisional_and_is_not_told_twice() {
        receive(INVITE);
        answer(180);

        receive(INVITE);
        assertThat(wire.summary()).containsExactly("180", "180");
        assertThat(core.requests).hasSize(1);
        assertThat(layer.figures().retransmissionsReceived()).isEqualTo(1);
    }

    @Test
    void every_answer_has_the_same_tag() {
        receive(INVITE);

        answer(180);
        answer(486);
        assertThat(wire.sent)
                .extracting(sent -> sent.response().to().tag().orElseThrow())
                .containsOnly(core.only().toTag());
    }

    @Test
    void a_refusal_is_repeated_until_its_ack_and_the_ack_stays_here() {
        receive(INVITE);
        answer(486);
        advance(500 + 1000 + 2000);
        assertThat(wire.summary()).containsExactly("486", "486", "486", "486");

        receive(follow("ACK", "z9hG4bK-call-1"));
        advance(60_000);
        assertThat(wire.sent).hasSize(4);
        assertThat(core.acks).isEmpty();
    }

    @Test
    void a_refusal_that_is_acknowledged_takes_no_place_and_absorbs_what_comes_again() {
        receive(INVITE);
        answer(486);
        receive(follow("ACK", "z9hG4bK-call-1"));

        receive(INVITE);
        receive(follow("ACK", "z9hG4bK-call-1"));
        receive(follow("CANCEL", "z9hG4bK-call-1"));

        assertThat(layer.figures().openServer()).isZero();
        assertThat(wire.summary()).containsExactly("486", "200");
        assertThat(wire.last().response().to().tag()).contains(core.only().toTag());
        assertThat(core.acks).isEmpty();
        assertThat(core.cancelled).isEmpty();
    }

    @Test
    void a_refusal_that_is_acknowledged_is_forgotten_after_t4() {
        receive(INVITE);
        answer(486);
        receive(follow("ACK", "z9hG4bK-call-1"));

        advance(5_000 + TOGETHER - 1);
        assertThat(layer.figures().acknowledged()).isOne();
        advance(1);
        assertThat(layer.figures().acknowledged()).isZero();
    }

    @Test
    void too_many_acknowledged_refusals_push_out_the_oldest() {
        for (int n = 1; n <= 4; n++) {
            receive(invite(n));
            core.requests
                    .getLast()
                    .respond(core.requests.getLast().request().response(486).build());
            receive(follow("ACK", "z9hG4bK-call-" + n).replace("call-1", "call-" + n));
        }

        assertThat(layer.figures().acknowledged()).isEqualTo(3);
        assertThat(layer.figures().forgotten()).isOne();
    }

    @Test
    void a_refusal_without_ack_is_given_up_after_64_t1_and_counted() {
        receive(INVITE);
        answer(486);

        advance(32_000);
        // 0, 0.5, 1.5, 3.5, then every 4 s until 31.5.
        assertThat(wire.sent).hasSize(11);
        assertThat(layer.figures().unacknowledged()).isEqualTo(1);
    }

    @Test
    void an_accepted_invite_absorbs_retransmissions_and_passes_acks_of_any_branch() {
        receive(INVITE);
        answer(200);

        receive(INVITE);
        receive(follow("ACK", "z9hG4bK-call-1"));
        receive(follow("ACK", "z9hG4bK-other"));
        assertThat(wire.summary()).containsExactly("200");
        assertThat(core.acks).hasSize(2);
        assertThat(core.requests).hasSize(1);
    }

    @Test
    void the_core_repeats_its_success_through_the_transaction() {
        receive(INVITE);
        answer(200);

        answer(200);
        answer(486);
        assertThat(wire.summary()).containsExactly("200", "200");
    }

    @Test
    void a_cancel_is_acknowledged_with_the_tag_of_the_invite_and_the_core_is_told_once() {
        receive(INVITE);
        receive(follow("CANCEL", "z9hG4bK-call-1"));
        receive(follow("CANCEL", "z9hG4bK-call-1"));

        assertThat(wire.summary()).containsExactly("200", "200");
        assertThat(wire.last().response().cseq()).hasToString("1 CANCEL");
        assertThat(wire.last().response().to().tag()).contains(core.only().toTag());
        assertThat(core.cancelled).containsExactly(core.only());
    }

    @Test
    void cancel_after_the_answer_is_acknowledged_and_does_not_reach_the_core() {
        receive(INVITE);
        answer(200);

        receive(follow("CANCEL", "z9hG4bK-call-1"));
        assertThat(wire.summary()).containsExactly("200", "200");
        assertThat(core.cancelled).isEmpty();
    }

    @Test
    void accepted_invites_leave_their_places_to_others() {
        for (int n = 1; n <= 3; n++) {
            receive(invite(n));
            answer(200);
        }

        receive(invite(4));
        assertThat(core.requests).hasSize(4);
        assertThat(layer.figures()).extracting("openServer", "accepted").containsExactly(1, 3);
    }

    @Test
    void an_accepted_invite_is_known_by_both_its_ways_until_timer_l() {
        receive(INVITE);
        answer(200);

        advance(31_999);
        receive(INVITE);
        receive(INVITE.replace("z9hG4bK-call-1", "z9hG4bK-other-way"));
        assertThat(wire.summary()).containsExactly("200", "482");
        assertThat(core.requests).hasSize(1);

        advance(1 + TOGETHER);
        receive(INVITE);
        assertThat(core.requests).hasSize(2);
    }

    @Test
    void too_many_accepted_invites_push_out_the_oldest() {
        for (int n = 1; n <= 4; n++) {
            receive(invite(n));
            answer(200);
        }

        receive(invite(4));
        assertThat(core.requests).hasSize(4);
        receive(invite(1));
        assertThat(core.requests).hasSize(5);
        assertThat(layer.figures().forgotten()).isEqualTo(1);
    }

    @Test
    void a_cancel_for_nothing_gets_481() {
        receive(follow("CANCEL", "z9hG4bK-call-1"));

        assertThat(wire.summary()).containsExactly("481");
        assertThat(core.requests).isEmpty();
    }

    @Test
    void a_cancel_from_another_sent_by_cancels_nothing() {
        receive(INVITE);

        receive(follow("CANCEL", "z9hG4bK-call-1").replace("UDP 192.168.56.20:5062", "UDP 192.168.56.66:5062"));
        assertThat(wire.summary()).containsExactly("481");
        assertThat(core.cancelled).isEmpty();
    }

    @Test
    void a_cancel_that_comes_with_the_answer_on_its_way_loses() {
        receive(INVITE);
        receive(follow("CANCEL", "z9hG4bK-call-1"));

        answer(487);
        answer(200);
        assertThat(wire.summary()).containsExactly("200", "487");
        receive(follow("ACK", "z9hG4bK-call-1"));
    }

    @Test
    void the_same_invite_by_a_second_way_is_merged() {
        receive(INVITE);

        receive(INVITE.replace("z9hG4bK-call-1", "z9hG4bK-by-another-way"));
        assertThat(wire.summary()).containsExactly("482");
        assertThat(core.requests).hasSize(1);
        assertThat(layer.figures().merged()).isEqualTo(1);
    }

    @Test
    void the_same_invite_with_credentials_is_another_request() {
        receive(INVITE);
        answer(401);

        receive(INVITE.replace("1 INVITE", "2 INVITE").replace("z9hG4bK-call-1", "z9hG4bK-2"));
        assertThat(core.requests).hasSize(2);
    }

    @Test
    void a_re_invite_in_a_dialog_is_never_merged() {
        String first = INVITE.replace("200@192.168.56.10>", "200@192.168.56.10>;tag=b");
        receive(first);

        receive(first.replace("z9hG4bK-call-1", "z9hG4bK-2"));
        assertThat(core.requests).hasSize(2);
    }

    @Test
    void beyond_the_limit_new_requests_get_503_and_known_ones_are_served() {
        receive(invite(1));
        receive(invite(2));
        receive(invite(3));

        receive(invite(4));
        assertThat(wire.summary()).containsExactly("503");
        assertThat(wire.last().response().header("Retry-After")).isPresent();
        assertThat(core.requests).hasSize(3);
        assertThat(layer.figures().refused()).isEqualTo(1);
    }

    @Test
    void a_refused_invite_may_come_again_when_there_is_room() {
        receive(invite(1));
        receive(invite(2));
        receive(invite(3));
        receive(invite(4));
        advance(200);
        core.requests.forEach(each -> each.respond(each.request().response(486).build()));
        advance(40_000);

        receive(invite(4));
        assertThat(core.requests).hasSize(4);
    }

    @Test
    void a_retransmitted_register_gets_the_same_answer_until_timer_j() {
        receive(REGISTER);
        answer(200);
        advance(31_999);
        receive(REGISTER);
        assertThat(wire.summary()).containsExactly("200", "200");
        assertThat(core.requests).hasSize(1);

        advance(1 + TOGETHER);
        receive(REGISTER);
        assertThat(core.requests).hasSize(2);
    }

    @Test
    void answers_expire_each_in_its_time() {
        receive(register(1));
        answer(200);
        advance(10_000);
        receive(register(2));
        answer(200);

        advance(22_000 + TOGETHER);
        assertThat(layer.figures().answered()).isEqualTo(1);
        advance(10_000);
        assertThat(layer.figures().answered()).isZero();
    }

    @Test
    void answers_whose_time_ends_at_nearly_the_same_moment_are_forgotten_together() {
        receive(register(1));
        answer(200);
        advance(100);
        receive(register(2));
        answer(200);

        advance(31_900 + TOGETHER - 1);
        assertThat(layer.figures().answered()).isEqualTo(2);
        advance(1);
        assertThat(layer.figures().answered()).isZero();
    }

    @Test
    void too_many_answers_push_out_the_oldest() {
        for (int n = 1; n <= 5; n++) {
            receive(register(n));
            answer(200);
        }

        assertThat(layer.figures().answered()).isEqualTo(3);
        assertThat(layer.figures().forgotten()).isEqualTo(2);
        receive(register(5));
        assertThat(core.requests).hasSize(5);
    }

    @Test
    void a_request_the_core_takes_statelessly_leaves_no_trace() {
        core.takesRegister = true;

        receive(REGISTER);
        receive(REGISTER);
        assertThat(core.taken).hasSize(2);
        assertThat(core.requests).isEmpty();
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void an_answer_given_late_still_goes_out_once() {
        receive(REGISTER);
        advance(120_000);

        answer(200);
        answer(500);
        assertThat(wire.summary()).containsExactly("200");
    }

    @Test
    void the_senders_address_and_port_are_noted_and_the_answer_goes_there() {
        Flow natted = wire.flowTo(Wire.at("203.0.113.9", 40_000));
        layer.received(request(REGISTER), natted);

        answer(200);
        assertThat(wire.last().to()).isEqualTo(Wire.at("203.0.113.9", 40_000));
        assertThat(wire.last().response().topVia().received()).contains("203.0.113.9");
        assertThat(wire.last().response().topVia().rport()).hasValue(40_000);
    }

    @Test
    void two_invites_of_an_rfc_2543_phone_are_told_apart_by_call_id() {
        String old = INVITE.replace(";branch=z9hG4bK-call-1", "");
        receive(old);
        receive(old);
        receive(old.replace("call-1", "call-2"));
        assertThat(core.requests).hasSize(2);

        answer(486);
        receive(old.replace("call-1", "call-2").replace("INVITE", "ACK").replace("56.10>\r", "56.10>;tag=x\r"));
        advance(10_000);
        assertThat(wire.summary()).containsOnlyOnce("486");
    }

    @Test
    void over_a_reliable_transport_nothing_is_repeated_or_remembered() {
        Wire tcp = new Wire(TransportProtocol.TCP);
        SipRequest register = request(REGISTER.replace("UDP 192", "TCP 192"));
        layer.received(register, tcp.flowTo(Wire.at("192.168.56.20", 40_001)));

        answer(200);
        assertThat(layer.figures().answered()).isZero();
        assertThat(layer.figures().openServer()).isZero();
    }

    @Test
    void every_message_is_traced_in_both_directions_retransmissions_too() {
        StringBuilder ladder = new StringBuilder();
        TransactionLayer traced =
                new TransactionLayer(loop, core, SMALL, TimerValues.RFC, new LadderTrace(ladder), new Random(1));
        traced.received(request(REGISTER), phone);
        answer(200);
        traced.received(request(REGISTER), phone);

        assertThat(ladder).hasToString("> REGISTER\n< 200\n> REGISTER\n< 200\n");
    }
}
