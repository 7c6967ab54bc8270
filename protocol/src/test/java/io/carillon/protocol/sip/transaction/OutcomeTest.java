package io.carillon.protocol.sip.transaction;

import static io.carillon.protocol.sip.Samples.INVITE;
import static io.carillon.protocol.sip.Samples.REGISTER;
import static io.carillon.protocol.sip.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.ManualLoop;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.transport.Flow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How each request ended is told once, however often its messages cross the wire. */
class OutcomeTest {
    private final ManualLoop loop = new ManualLoop();
    private final Core core = new Core();
    private final Wire wire = new Wire(TransportProtocol.UDP);
    private final Flow phone = wire.flowTo(Wire.at("192.168.56.20", 5062));
    private final List<String> told = new ArrayList<>();
    private final TransactionLayer layer =
            new TransactionLayer(loop, core, TransactionLimits.DEFAULT, TimerValues.RFC, new Outcomes(), new Random(1));

    private final class Outcomes implements Trace {
        @Override
        public void received(SipMessage message, Flow flow) {}

        @Override
        public void sent(SipMessage message, Flow flow) {}

        @Override
        public void answered(Method method, int status) {
            told.add("answered " + method + " " + status);
        }

        @Override
        public void completed(Method method, int status) {
            told.add("completed " + method + " " + status);
        }

        @Override
        public void timedOut(Method method) {
            told.add("timed out " + method);
        }
    }

    private void answer(int status) {
        core.only().respond(core.only().request().response(status).build());
    }

    private SipResponse responseTo(SipRequest sent, int status) {
        return sent.response(status).toTag("far").build();
    }

    @Test
    void a_refusal_that_is_repeated_is_one() {
        layer.received(request(INVITE), phone);
        answer(180);
        answer(486);
        loop.advance(Duration.ofSeconds(40));

        assertThat(wire.sent).hasSizeGreaterThan(5);
        assertThat(told).containsExactly("answered INVITE 486");
    }

    @Test
    void an_answer_that_the_core_repeats_is_one() {
        layer.received(request(INVITE), phone);
        answer(200);
        answer(200);

        assertThat(told).containsExactly("answered INVITE 200");
    }

    @Test
    void a_retransmitted_register_is_one() {
        layer.received(request(REGISTER), phone);
        answer(401);
        layer.received(request(REGISTER), phone);

        assertThat(wire.sent).hasSize(2);
        assertThat(told).containsExactly("answered REGISTER 401");
    }

    @Test
    void what_is_answered_without_a_transaction_is_told_too() {
        SipRequest invite = request(INVITE);
        layer.answerStateless(
                invite.response(403).toTag(Identifiers.statelessTag(invite)).build(), phone);

        assertThat(told).containsExactly("answered INVITE 403");
    }

    @Test
    void a_request_of_ours_ends_once_though_its_response_comes_twice() {
        layer.send(request(INVITE).edit().popVia().build(), phone, _ -> {});
        SipRequest sent = wire.last().request();
        layer.received(responseTo(sent, 180), phone);
        layer.received(responseTo(sent, 200), phone);
        layer.received(responseTo(sent, 200), phone);

        assertThat(told).containsExactly("completed INVITE 200");
    }

    @Test
    void a_request_that_nobody_answers_timed_out() {
        layer.send(request(REGISTER).edit().popVia().build(), phone, _ -> {});
        loop.advance(Duration.ofSeconds(33));

        assertThat(told).containsExactly("timed out REGISTER");
    }
}
