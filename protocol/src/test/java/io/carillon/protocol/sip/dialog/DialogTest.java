package io.carillon.protocol.sip.dialog;

import static io.carillon.protocol.sip.Samples.INVITE;
import static io.carillon.protocol.sip.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 3261 §12, §13.2.2.4. */
class DialogTest {
    private static final String ROUTED =
            INVITE.replace("Max-Forwards", "Record-Route: <sip:p2.example;lr>, <sip:p1.example;lr>\r\nMax-Forwards");

    private static Dialog callee(String invite) {
        return Dialog.callee(request(invite), "b1").orElseThrow();
    }

    private static SipResponse ringing() {
        return request(ROUTED)
                .response(180)
                .toTag("b1")
                .add("Record-Route", "<sip:p2.example;lr>")
                .add("Record-Route", "<sip:p1.example;lr>")
                .set("Contact", "<sip:200@192.168.56.30:5064>")
                .build();
    }

    private static Dialog caller() {
        return Dialog.caller(request(ROUTED), ringing()).orElseThrow();
    }

    private static List<String> uris(List<NameAddress> addresses) {
        return addresses.stream().map(each -> each.uri().toString()).toList();
    }

    private static SipRequest fromPeer(String method, int cseq) {
        return request(INVITE.replace("INVITE sip", method + " sip")
                .replace("1 INVITE", cseq + " " + method)
                .replace("200@192.168.56.10>", "200@192.168.56.10>;tag=b1")
                .replace("100@192.168.56.20:5062", "100@192.168.56.20:9999"));
    }

    @Test
    void the_callee_takes_the_route_set_in_order_and_the_contact_as_target() {
        Dialog callee = callee(ROUTED);

        assertThat(callee.early()).isTrue();
        assertThat(callee.id()).isEqualTo(new DialogId("call-1@192.168.56.20", "b1", "a1"));
        assertThat(uris(callee.routeSet())).containsExactly("sip:p2.example;lr", "sip:p1.example;lr");
        assertThat(callee.remoteTarget()).isEqualTo(SipUri.parse("sip:100@192.168.56.20:5062"));
        assertThat(callee.remoteCSeq()).hasValue(1);
    }

    @Test
    void the_caller_takes_the_route_set_reversed() {
        Dialog caller = caller();

        assertThat(caller.id()).isEqualTo(new DialogId("call-1@192.168.56.20", "a1", "b1"));
        assertThat(uris(caller.routeSet())).containsExactly("sip:p1.example;lr", "sip:p2.example;lr");
        assertThat(caller.remoteTarget()).isEqualTo(SipUri.parse("sip:200@192.168.56.30:5064"));
        assertThat(caller.localCSeq()).isEqualTo(1);
        assertThat(caller.remoteCSeq()).isEmpty();
    }

    @Test
    void both_sides_find_the_dialog_by_their_own_view_of_a_message() {
        assertThat(DialogId.of(fromPeer("BYE", 2))).contains(callee(INVITE).id());
        assertThat(DialogId.of(ringing())).contains(caller().id());
        assertThat(DialogId.of(request(INVITE))).isEmpty();
    }

    @Test
    void trying_and_refusals_make_no_dialog() {
        SipRequest invite = request(INVITE);

        assertThat(Dialog.caller(invite, invite.response(100).build())).isEmpty();
        assertThat(Dialog.caller(invite, invite.response(180).build())).isEmpty();
        assertThat(Dialog.caller(invite, invite.response(486).toTag("b1").build()))
                .isEmpty();
    }

    @Test
    void an_invite_without_contact_makes_no_dialog() {
        assertThat(Dialog.callee(request(INVITE.replaceFirst("Contact: .*\r\n", "")), "b1"))
                .isEmpty();
    }

    @Test
    void the_success_confirms_with_its_own_target_and_routes() {
        SipResponse ok = request(ROUTED)
                .response(200)
                .toTag("b1")
                .add("Record-Route", "<sip:p3.example;lr>")
                .set("Contact", "<sip:200@192.168.56.31>")
                .build();

        Dialog confirmed = caller().confirmed(ok);
        assertThat(confirmed.early()).isFalse();
        assertThat(uris(confirmed.routeSet())).containsExactly("sip:p3.example;lr");
        assertThat(confirmed.remoteTarget()).isEqualTo(SipUri.parse("sip:200@192.168.56.31"));
    }

    @Test
    void a_request_goes_to_the_target_by_the_routes_with_the_next_number() {
        Dialog.Outgoing bye = caller().request(Method.BYE);
        SipRequest request = bye.request().build();

        assertThat(request.requestUri()).isEqualTo(SipUri.parse("sip:200@192.168.56.30:5064"));
        assertThat(uris(request.routes())).containsExactly("sip:p1.example;lr", "sip:p2.example;lr");
        assertThat(request.cseq()).hasToString("2 BYE");
        assertThat(request.from().tag()).contains("a1");
        assertThat(request.to().tag()).contains("b1");
        assertThat(request.callId()).isEqualTo("call-1@192.168.56.20");
        assertThat(request.maxForwards()).hasValue(70);
        assertThat(bye.dialog().localCSeq()).isEqualTo(2);
    }

    @Test
    void the_callees_requests_go_the_other_way() {
        SipRequest bye =
                callee(ROUTED).confirmed().request(Method.BYE).request().build();

        assertThat(bye.requestUri()).isEqualTo(SipUri.parse("sip:100@192.168.56.20:5062"));
        assertThat(bye.from().tag()).contains("b1");
        assertThat(bye.to().tag()).contains("a1");
        assertThat(bye.from().uri()).isEqualTo(SipUri.parse("sip:200@192.168.56.10"));
        assertThat(bye.cseq()).hasToString("1 BYE");
    }

    @Test
    void a_strict_router_first_takes_the_request_uri_and_the_target_goes_last() {
        Dialog strict = callee(ROUTED.replace("p2.example;lr", "p2.example;method=INVITE"));
        SipRequest bye = strict.request(Method.BYE).request().build();

        assertThat(bye.requestUri()).isEqualTo(SipUri.parse("sip:p2.example"));
        assertThat(uris(bye.routes())).containsExactly("sip:p1.example;lr", "sip:100@192.168.56.20:5062");
    }

    @Test
    void the_ack_to_a_success_has_the_number_and_credentials_of_its_invite() {
        SipRequest invite = request(ROUTED.replace("CSeq", "Proxy-Authorization: Digest x=\"y\"\r\nCSeq"));
        SipRequest ack = caller().ack(invite).build();

        assertThat(ack.method()).isEqualTo(Method.ACK);
        assertThat(ack.cseq()).hasToString("1 ACK");
        assertThat(ack.header("Proxy-Authorization")).contains("Digest x=\"y\"");
        assertThat(ack.requestUri()).isEqualTo(SipUri.parse("sip:200@192.168.56.30:5064"));
        assertThat(uris(ack.routes())).containsExactly("sip:p1.example;lr", "sip:p2.example;lr");
    }

    @Test
    void ack_and_cancel_have_no_number_of_their_own() {
        assertThatThrownBy(() -> caller().request(Method.ACK)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> caller().request(Method.CANCEL)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_number_that_does_not_grow_is_out_of_order() {
        Dialog callee = callee(INVITE);
        Dialog after = ((Dialog.Incoming.InOrder) callee.received(fromPeer("INFO", 5))).dialog();

        assertThat(after.remoteCSeq()).hasValue(5);
        assertThat(after.received(fromPeer("INFO", 5))).isInstanceOf(Dialog.Incoming.OutOfOrder.class);
        assertThat(after.received(fromPeer("BYE", 4))).isInstanceOf(Dialog.Incoming.OutOfOrder.class);
        assertThat(after.received(fromPeer("BYE", 6))).isInstanceOf(Dialog.Incoming.InOrder.class);
    }

    @Test
    void an_ack_repeats_a_number_and_is_in_order() {
        assertThat(callee(INVITE).received(fromPeer("ACK", 1))).isEqualTo(new Dialog.Incoming.InOrder(callee(INVITE)));
    }

    @Test
    void the_peers_first_request_to_a_caller_may_have_any_number() {
        assertThat(caller().received(fromPeer("BYE", 1))).isInstanceOf(Dialog.Incoming.InOrder.class);
    }

    @Test
    void a_re_invite_moves_the_target_and_keeps_the_routes_and_an_info_moves_nothing() {
        Dialog callee = callee(ROUTED);
        Dialog refreshed = ((Dialog.Incoming.InOrder) callee.received(fromPeer("INVITE", 2))).dialog();
        Dialog informed = ((Dialog.Incoming.InOrder) callee.received(fromPeer("INFO", 2))).dialog();

        assertThat(refreshed.remoteTarget()).isEqualTo(SipUri.parse("sip:100@192.168.56.20:9999"));
        assertThat(refreshed.routeSet()).isEqualTo(callee.routeSet());
        assertThat(informed.remoteTarget()).isEqualTo(callee.remoteTarget());
    }

    @Test
    void the_success_to_our_re_invite_moves_the_target_and_keeps_the_routes() {
        Dialog refreshed = caller().refreshed(request(INVITE)
                .response(200)
                .toTag("b1")
                .set("Contact", "<sip:200@192.168.56.99>")
                .build());

        assertThat(refreshed.remoteTarget()).isEqualTo(SipUri.parse("sip:200@192.168.56.99"));
        assertThat(refreshed.routeSet()).isEqualTo(caller().routeSet());
    }

    @Test
    void after_a_take_over_numbers_jump() {
        assertThat(caller().skipping(1000).request(Method.BYE).request().build().cseq())
                .hasToString("1002 BYE");
    }

    @Test
    void a_peer_without_tag_gets_none() {
        Dialog old = callee(INVITE.replace(";tag=a1", ""));

        assertThat(old.id().remoteTag()).isEmpty();
        assertThat(old.request(Method.BYE).request().build().to().tag()).isEmpty();
    }
}
