package io.carillon.protocol.sip.transaction;

import static io.carillon.protocol.sip.Samples.INVITE;
import static io.carillon.protocol.sip.Samples.REGISTER;
import static io.carillon.protocol.sip.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.ManualLoop;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who gets the places in the table when there are few. */
class TableRoomTest {
    private static final int OPEN = 10;
    private static final int RESERVED = 3;
    private static final int SOURCE = 4;
    private static final int CLIENT = 10;

    private final ManualLoop loop = new ManualLoop();
    private final Core core = new Core();
    private final Wire wire = new Wire(TransportProtocol.UDP);
    private final TransactionLayer layer = new TransactionLayer(
            loop,
            core,
            new TransactionLimits(OPEN, RESERVED, SOURCE, 10, 10, CLIENT),
            TimerValues.RFC,
            Trace.NONE,
            new Random(1));

    private void receive(String message, int source) {
        layer.received(request(message), wire.flowTo(Wire.at("10.0.0." + source, 5062)));
    }

    private static String invite(int n) {
        return INVITE.replace("call-1", "call-" + n);
    }

    private static String reInvite(int n) {
        return invite(n).replace("200@192.168.56.10>", "200@192.168.56.10>;tag=b");
    }

    private void answerAll(int status) {
        core.requests.forEach(
                each -> each.respond(each.request().response(status).build()));
    }

    @Test
    void new_requests_leave_places_for_those_within_calls() {
        for (int n = 1; n <= OPEN; n++) {
            receive(invite(n), n);
        }
        assertThat(core.requests).hasSize(OPEN - RESERVED);
        assertThat(wire.summary()).hasSize(RESERVED).containsOnly("503");

        receive(reInvite(100), 1);
        receive(reInvite(101).replace("INVITE", "BYE"), 1);
        assertThat(core.requests).hasSize(OPEN - RESERVED + 2);
    }

    private ClientTransaction send(Method method, String toTag) {
        SipRequest request = SipRequest.create(method, SipUri.parse("sip:100@10.0.0.1:5062"))
                .set("From", "<sip:200@192.168.56.10>;tag=f")
                .set("To", "<sip:100@192.168.56.10>" + toTag)
                .set("Call-ID", "call")
                .set("CSeq", "1 " + method)
                .build();
        return layer.send(request, wire.flowTo(Wire.at("10.0.0.1", 5062)), _ -> {});
    }

    @Test
    void new_requests_of_ours_leave_places_for_those_that_end_calls() {
        ClientTransaction ringing = send(Method.INVITE, "");
        layer.received(ringing.request().response(180).toTag("t").build(), wire.flowTo(Wire.at("10.0.0.1", 5062)));
        for (int n = 1; n <= CLIENT; n++) {
            send(Method.OPTIONS, "");
        }
        assertThat(wire.sent).hasSize(CLIENT - RESERVED);

        ringing.cancel();
        send(Method.BYE, ";tag=t");

        assertThat(wire.summary()).endsWith("CANCEL", "BYE");
    }

    @Test
    void one_address_takes_its_share_and_others_find_room() {
        for (int n = 1; n <= 100; n++) {
            receive(invite(n), 1);
        }
        assertThat(core.requests).hasSize(SOURCE);

        receive(invite(200), 2);
        assertThat(core.requests).hasSize(SOURCE + 1);
    }

    @Test
    void answered_calls_do_not_count_for_their_address() {
        for (int n = 1; n <= SOURCE; n++) {
            receive(invite(n), 1);
        }
        answerAll(200);
        core.requests.clear();

        receive(invite(50), 1);
        assertThat(core.requests).hasSize(1);
    }

    @Test
    void a_refused_call_that_is_acknowledged_counts_no_more() {
        for (int n = 1; n <= SOURCE; n++) {
            receive(invite(n), 1);
        }
        answerAll(486);
        for (int n = 1; n <= SOURCE; n++) {
            receive(invite(n).replace("INVITE", "ACK"), 1);
        }

        receive(invite(50), 1);
        assertThat(core.requests).hasSize(SOURCE + 1);
    }

    @Test
    void a_refused_call_without_an_ack_counts_until_timer_h() {
        for (int n = 1; n <= SOURCE; n++) {
            receive(invite(n), 1);
        }
        answerAll(486);
        receive(invite(50), 1);
        assertThat(core.requests).hasSize(SOURCE);

        loop.advance(Duration.ofSeconds(33));
        receive(invite(51), 1);
        assertThat(core.requests).hasSize(SOURCE + 1);
    }

    @Test
    void answered_requests_give_their_share_back() {
        for (int n = 1; n <= 3 * SOURCE; n++) {
            receive(REGISTER.replace("524287-1", "524287-" + n).replace("ZmE5", "call" + n), 1);
            core.only().respond(core.only().request().response(200).build());
        }

        assertThat(core.requests).hasSize(3 * SOURCE);
    }

    @Test
    void a_refusal_for_want_of_room_has_the_same_tag_each_time() {
        for (int n = 1; n <= SOURCE; n++) {
            receive(invite(n), 1);
        }
        receive(invite(50), 1);
        receive(invite(50), 1);

        assertThat(wire.summary()).containsExactly("503", "503");
        assertThat(wire.sent.get(0).response().to().tag())
                .isPresent()
                .isEqualTo(wire.sent.get(1).response().to().tag());
    }
}
