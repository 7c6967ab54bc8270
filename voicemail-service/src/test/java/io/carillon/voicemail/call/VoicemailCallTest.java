package io.carillon.voicemail.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transaction.TransactionUser;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One call on a network in memory, its clock moved by hand. The test is the proxy, and the relay. */
class VoicemailCallTest {
    private static final InetSocketAddress VOICEMAIL = address("192.0.2.3", 15062);
    private static final InetSocketAddress PROXY = address("192.0.2.1", 15060);
    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final String OFFER = "v=0\r\n";
    private static final String ANSWER = "v=0\r\ns=answer\r\n";

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final Inbox inbox = new Inbox();
    private final Relay relay = new Relay();
    private final List<SipMessage> received = new ArrayList<>();
    private final List<VoicemailCall> calls = new ArrayList<>();
    private final TransactionLayer transactions = new TransactionLayer(
            network, new Core(), TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));
    private DatagramPort proxy;

    @BeforeEach
    void connect() throws IOException {
        UdpListener.open(network, "inside", VOICEMAIL, new HostPort("192.0.2.3", 15062), _ -> true, transactions);
        proxy = network.open(
                PROXY,
                (_, payload, _) -> received.add(((Parsed.Message) MessageParser.parse(payload)).message()),
                DatagramOptions.SIGNALLING);
    }

    @Test
    void an_answer_is_repeated_until_its_ack_comes() {
        invite();
        call().accept(ANSWER);
        loop.advance(Duration.ofMillis(3600));
        assertThat(statuses(200)).hasSize(4);

        send("ACK", 1, "");
        loop.advance(Duration.ofSeconds(30));

        assertThat(statuses(200)).hasSize(4);
        assertThat(events()).containsExactly(new CallEvent.Confirmed(Optional.empty()));
    }

    @Test
    void without_any_ack_the_call_ends_with_a_bye_after_32_seconds() {
        invite();
        call().accept(ANSWER);

        loop.advance(Duration.ofSeconds(33));

        assertThat(requests(Method.BYE)).isNotEmpty();
        assertThat(events()).containsExactly(new CallEvent.Gone());
    }

    @Test
    void the_answer_to_an_offer_of_ours_comes_with_the_ack() {
        send("INVITE", 1, "");
        call().accept(OFFER);
        loop.advance(A_MOMENT);

        send("ACK", 1, ANSWER);

        assertThat(events()).containsExactly(new CallEvent.Confirmed(Optional.of(ANSWER)));
    }

    @Test
    void the_bye_tells_the_result() {
        talk();

        call().hangUp(VoicemailResult.exit('0'));
        loop.advance(A_MOMENT);

        assertThat(requests(Method.BYE)).singleElement().satisfies(bye -> {
            assertThat(bye.header(VoicemailResult.HEADER)).contains("USEREXIT;exit=0");
            assertThat(bye.requestUri()).hasToString("sip:192.0.2.1:15060");
        });
    }

    @Test
    void a_caller_s_bye_is_answered_and_told_of() {
        talk();

        send("BYE", 2, "");

        assertThat(last().status()).isEqualTo(200);
        assertThat(events()).containsExactly(new CallEvent.Gone());
        assertThat(relay.ended).isEqualTo(1);
    }

    @Test
    void a_cancel_before_the_answer_is_answered_487() {
        invite();

        send("CANCEL", 1, "");

        assertThat(statuses(487)).hasSize(1);
        assertThat(events()).containsExactly(new CallEvent.Gone());
    }

    @Test
    void a_refusal_for_want_of_a_relay_says_when_to_come_again() {
        invite();

        call().refuse(503);
        loop.advance(A_MOMENT);

        assertThat(last().status()).isEqualTo(503);
        assertThat(last().header("Retry-After")).isPresent();
    }

    @Test
    void a_new_offer_is_answered_by_the_relay() {
        talk();
        send("INVITE", 2, OFFER);
        assertThat(relay.reoffers).containsExactly(Optional.of(OFFER));

        call().answer(relay.transaction(), new CallMedia.Outcome.Sdp(ANSWER));
        loop.advance(A_MOMENT);

        assertThat(last().status()).isEqualTo(200);
        assertThat(new String(last().body(), StandardCharsets.UTF_8)).isEqualTo(ANSWER);
    }

    @Test
    void a_second_offer_before_the_first_has_its_answer_is_500_with_a_time_to_wait() {
        talk();
        send("INVITE", 2, OFFER);

        send("UPDATE", 3, OFFER);

        assertThat(last().status()).isEqualTo(500);
        assertThat(last().header("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(0, 10));
        assertThat(relay.reoffers).hasSize(1);
    }

    @Test
    void an_offer_that_meets_ours_is_answered_491() {
        beginSessionOfOurs("INVITE");
        loop.advance(Duration.ofSeconds(46));
        assertThat(requests(Method.INVITE)).isNotEmpty();

        send("INVITE", 2, OFFER);

        assertThat(last().status()).isEqualTo(491);
        assertThat(relay.reoffers).isEmpty();
    }

    @Test
    void an_offer_before_the_ack_of_the_last_one_is_answered_491() {
        invite();
        call().accept(ANSWER);
        loop.advance(A_MOMENT);

        send("UPDATE", 2, OFFER);

        assertThat(statuses(491)).hasSize(1);
    }

    @Test
    void an_update_without_an_offer_meets_none_of_ours() {
        beginSessionOfOurs("INVITE");
        loop.advance(Duration.ofSeconds(46));

        send("UPDATE", 2, "");

        assertThat(last().status()).isEqualTo(200);
    }

    @Test
    void an_update_without_an_offer_is_a_sign_of_life() {
        talk();

        send("UPDATE", 2, "");

        assertThat(last().status()).isEqualTo(200);
        assertThat(relay.reoffers).isEmpty();
    }

    @Test
    void a_re_invite_without_an_offer_gets_ours_and_its_ack_holds_the_answer() {
        talk();
        send("INVITE", 2, "");
        call().answer(relay.transaction(), new CallMedia.Outcome.Sdp(OFFER));
        loop.advance(A_MOMENT);

        send("ACK", 2, ANSWER);

        assertThat(relay.answers).containsExactly(ANSWER);
    }

    @Test
    void an_offer_that_the_relay_refuses_leaves_the_call_as_it_was() {
        talk();
        send("INVITE", 2, OFFER);

        call().answer(relay.transaction(), new CallMedia.Outcome.Refused(488, "no codec"));
        loop.advance(A_MOMENT);

        assertThat(last().status()).isEqualTo(488);
        assertThat(requests(Method.BYE)).isEmpty();
    }

    @Test
    void keys_come_by_info() {
        talk();

        send("INFO", 2, "Signal=5\r\nDuration=160\r\n", "Content-Type: application/dtmf-relay");

        assertThat(last().status()).isEqualTo(200);
        assertThat(events()).containsExactly(new CallEvent.Key('5', true));
    }

    @Test
    void a_request_out_of_order_is_answered_500() {
        talk();
        send("OPTIONS", 5, "");

        send("INFO", 4, "");

        assertThat(last().status()).isEqualTo(500);
    }

    @Test
    void an_unknown_requirement_is_answered_420() {
        talk();

        send("OPTIONS", 2, "", "Require: magic");

        assertThat(last().status()).isEqualTo(420);
        assertThat(last().header("Unsupported")).contains("magic");
    }

    @Test
    void a_session_that_nobody_refreshes_is_given_up() {
        send("INVITE", 1, OFFER, "Supported: timer", "Session-Expires: 90;refresher=uac");
        call().accept(ANSWER);
        loop.advance(A_MOMENT);
        send("ACK", 1, "");
        assertThat(last().header("Session-Expires")).contains("90;refresher=uac");

        loop.advance(Duration.ofSeconds(91));

        assertThat(requests(Method.BYE)).isNotEmpty();
    }

    @Test
    void a_session_that_is_ours_to_refresh_is_refreshed_by_update() {
        beginSessionOfOurs("INVITE, UPDATE");

        loop.advance(Duration.ofSeconds(46));

        assertThat(requests(Method.UPDATE)).isNotEmpty();
        assertThat(requests(Method.UPDATE).getFirst().header("Session-Expires")).contains("90;refresher=uac");
    }

    @Test
    void a_refresh_that_is_refused_is_tried_again_when_the_caller_says() {
        beginSessionOfOurs("INVITE, UPDATE");
        loop.advance(Duration.ofSeconds(46));

        answer(Method.UPDATE, 500, "Retry-After", "5");
        loop.advance(Duration.ofSeconds(5));
        answer(Method.UPDATE, 200, "Session-Expires", "90;refresher=uac");
        loop.advance(Duration.ofSeconds(40));

        assertThat(requests(Method.UPDATE).stream()
                        .map(update -> update.cseq().number())
                        .distinct())
                .hasSize(2);
        assertThat(requests(Method.BYE)).isEmpty();
    }

    @Test
    void a_refresh_that_is_answered_after_the_end_begins_nothing_anew() {
        beginSessionOfOurs("INVITE, UPDATE");
        loop.advance(Duration.ofSeconds(46));
        send("BYE", 2, "");

        answer(Method.UPDATE, 200, "Session-Expires", "90;refresher=uac");
        loop.advance(Duration.ofHours(1));

        assertThat(requests(Method.UPDATE).stream()
                        .map(update -> update.cseq().number())
                        .distinct())
                .hasSize(1);
    }

    /** To the newest request of this method. */
    private void answer(Method method, int status, String header, String value) {
        SipResponse answer =
                requests(method).getLast().response(status).set(header, value).build();
        proxy.send(ByteBuffer.wrap(answer.encode()), VOICEMAIL);
        loop.advance(A_MOMENT);
    }

    @Test
    void a_process_that_stops_says_good_bye() {
        talk();

        call().shutDown();
        loop.advance(A_MOMENT);

        assertThat(requests(Method.BYE)).hasSize(1);
        assertThat(events()).containsExactly(new CallEvent.Gone());
    }

    /** One that is ours to refresh, with a caller who takes these methods. */
    private void beginSessionOfOurs(String allowed) {
        send("INVITE", 1, OFFER, "Supported: timer", "Session-Expires: 90;refresher=uas", "Allow: " + allowed);
        call().accept(ANSWER);
        loop.advance(A_MOMENT);
        send("ACK", 1, "");
    }

    private void invite() {
        send("INVITE", 1, OFFER);
    }

    private void talk() {
        invite();
        call().accept(ANSWER);
        loop.advance(A_MOMENT);
        send("ACK", 1, "");
        assertThat(events()).hasSize(1);
    }

    private VoicemailCall call() {
        return calls.getFirst();
    }

    private void send(String method, int number, String body, String... headers) {
        String tag = responses()
                .flatMap(response -> response.to().tag().stream())
                .findFirst()
                .filter(_ -> number > 1 || method.equals("ACK"))
                .map(found -> ";tag=" + found)
                .orElse("");
        // An ACK is a transaction of its own; a CANCEL has its INVITE's branch.
        String branch = method.equals("CANCEL") ? "INVITE-" + number : method + "-" + number;
        StringBuilder text = new StringBuilder(method)
                .append(" sip:voicemail@192.0.2.3:15062 SIP/2.0\r\n")
                .append("Via: SIP/2.0/UDP 192.0.2.1:15060;branch=z9hG4bK-" + branch + "\r\n")
                .append("Max-Forwards: 70\r\nFrom: <sip:200@carillon>;tag=a\r\n")
                .append("To: <sip:voicemail@carillon>" + tag + "\r\nCall-ID: call-1\r\n")
                .append("CSeq: " + number + " " + method + "\r\nContact: <sip:192.0.2.1:15060>\r\n");
        Stream.of(headers).forEach(header -> text.append(header).append("\r\n"));
        if (!body.isEmpty() && Stream.of(headers).noneMatch(header -> header.startsWith("Content-Type"))) {
            text.append("Content-Type: application/sdp\r\n");
        }
        text.append("Content-Length: " + body.length() + "\r\n\r\n" + body);
        proxy.send(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)), VOICEMAIL);
        loop.advance(A_MOMENT);
    }

    private List<CallEvent> events() {
        List<CallEvent> events = new ArrayList<>();
        for (Optional<CallEvent> event = inbox.take(Duration.ZERO);
                event.isPresent();
                event = inbox.take(Duration.ZERO)) {
            events.add(event.get());
        }
        return events;
    }

    private Stream<SipResponse> responses() {
        return received.stream()
                .flatMap(message -> message instanceof SipResponse response ? Stream.of(response) : Stream.empty());
    }

    private List<SipResponse> statuses(int status) {
        return responses().filter(response -> response.status() == status).toList();
    }

    private SipResponse last() {
        return responses().reduce((_, newer) -> newer).orElseThrow();
    }

    private List<SipRequest> requests(Method method) {
        return received.stream()
                .flatMap(message -> message instanceof SipRequest request && request.is(method)
                        ? Stream.of(request)
                        : Stream.empty())
                .toList();
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    /** What the call asks of its media. */
    private static final class Relay implements VoicemailCall.Home {
        private final List<Optional<String>> reoffers = new ArrayList<>();
        private final List<ServerTransaction> waiting = new ArrayList<>();
        private final List<String> answers = new ArrayList<>();
        private int ended;

        ServerTransaction transaction() {
            return waiting.getLast();
        }

        @Override
        public void reoffered(ServerTransaction transaction, Optional<String> sdp) {
            waiting.add(transaction);
            reoffers.add(sdp);
        }

        @Override
        public void answered(String sdp) {
            answers.add(sdp);
        }

        @Override
        public void ended(VoicemailCall call) {
            ended++;
        }
    }

    private final class Core implements TransactionUser {
        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            if (request.to().tag().isPresent()) {
                call().request(transaction, request);
                return;
            }
            Dialog dialog = Dialog.callee(request, transaction.toTag()).orElseThrow();
            InDialog requests = new InDialog(transactions, transaction.flow(), dialog);
            calls.add(new VoicemailCall(loop, transaction, requests, inbox, relay));
        }

        @Override
        public void ack(SipRequest ack, Flow flow) {
            call().acknowledged(ack);
        }

        @Override
        public void cancelled(ServerTransaction invite, SipRequest cancel) {
            call().cancelled();
        }

        @Override
        public void strayResponse(SipResponse response, Flow flow) {
            throw new AssertionError("nobody answers here");
        }
    }
}
