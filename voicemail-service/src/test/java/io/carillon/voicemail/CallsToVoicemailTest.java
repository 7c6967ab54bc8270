package io.carillon.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.media.Gain;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.control.RelayPool;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import io.carillon.voicemail.call.CallOutcome;
import io.carillon.voicemail.call.CallParts;
import io.carillon.voicemail.call.Calls;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.menu.Menus;
import io.carillon.voicemail.menu.OneMailbox;
import io.carillon.voicemail.message.Folder;
import io.carillon.voicemail.message.InMemoryMessageStore;
import io.carillon.voicemail.waiting.Subscribable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole calls on a SIP network in memory, with media control over a real WebSocket. */
class CallsToVoicemailTest {
    private static final InetSocketAddress VOICEMAIL = address("192.0.2.3", 15062);
    private static final InetSocketAddress PROXY = address("192.0.2.1", 15060);
    private static final Mailbox.Key BOX = new Mailbox.Key("default", "1000");
    private static final int MOST_CALLS = 1;

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final Vertx vertx = Vertx.vertx();
    private final InMemoryMessageStore store =
            new InMemoryMessageStore(InstantSource.system(), Map.of(BOX, 10), box -> {});
    private final RelayByHand relay = new RelayByHand(vertx, store);
    private final RelayPool relays = new RelayPool(vertx, List.of(relay.address()), "test", Optional.empty());
    private final List<SipMessage> received = new ArrayList<>();
    private final List<CallOutcome> outcomes = new CopyOnWriteArrayList<>();
    private DatagramPort proxy;
    /** Headers of the proxy's. */
    private String plan = "";

    @BeforeEach
    void connect() throws IOException {
        SipEdge edge = new SipEdge();
        TransactionLayer transactions = new TransactionLayer(
                network, edge, TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));
        UdpListener.open(network, "inside", VOICEMAIL, new HostPort("192.0.2.3", 15062), _ -> true, transactions);
        Menus menus = new Menus(store, new OneMailbox(BOX), InstantSource.system());
        Calls calls = new Calls(network, transactions, new CallParts(relays, menus, outcomes::add), MOST_CALLS);
        edge.open(new SipEdge.Parts(transactions, calls, new NoLamps()));
        proxy = network.open(
                PROXY,
                (_, payload, _) -> received.add(((Parsed.Message) MessageParser.parse(payload)).message()),
                DatagramOptions.SIGNALLING);
        relays.connect();
        await().until(relays::anyAnswering);
    }

    @AfterEach
    void disconnect() {
        relays.close();
        relay.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_message_is_left_and_the_bye_says_so() {
        leaveAMessage();

        assertThat(relay.played())
                .containsExactly(
                        "vm-theperson",
                        "digits/1",
                        "digits/0",
                        "digits/0",
                        "digits/0",
                        "vm-isunavail",
                        "vm-intro",
                        "beep",
                        "auth-thankyou");
        assertThat(requests(Method.BYE).findFirst().map(VoicemailResult::of)).contains(VoicemailResult.success());
        assertThat(store.list(BOX, Folder.NEW)).singleElement().satisfies(message -> {
            assertThat(message.caller().number()).contains("200");
            assertThat(message.caller().name()).contains("Zoé");
        });
    }

    private void leaveAMessage() {
        send("INVITE", 1, "sip:voicemail@192.0.2.3:15062;target=sip:1000%2540default%40carillon;cause=408");
        until(() -> responses(200).findAny().isPresent());
        send("ACK", 1, "sip:192.0.2.3:15062");
        until(() -> requests(Method.BYE).findAny().isPresent());
    }

    @Test
    void the_relay_s_leg_goes_with_the_call() {
        leaveAMessage();
        until(() -> !outcomes.isEmpty());

        assertThat(relay.told()).last().isInstanceOf(MediaCommand.Release.class);
        assertThat(outcomes).containsExactly(CallOutcome.SUCCESS);
    }

    @Test
    void a_mailbox_that_there_is_not_is_answered_and_left_at_once() {
        send("INVITE", 1, "sip:voicemail@192.0.2.3:15062;target=sip:9999%2540default%40carillon");
        until(() -> responses(200).findAny().isPresent());
        send("ACK", 1, "sip:192.0.2.3:15062");
        until(() -> requests(Method.BYE).findAny().isPresent());

        assertThat(requests(Method.BYE).findFirst().map(VoicemailResult::of)).contains(VoicemailResult.failed());
        assertThat(relay.played()).isEmpty();
    }

    @Test
    void what_the_plan_wants_louder_the_relay_makes_louder() {
        plan = "Carillon-Voicemail: leave;boxes=\"1000@default\";gain=\"6\"\n";

        leaveAMessage();

        assertThat(relay.told())
                .filteredOn(MediaCommand.Record.class::isInstance)
                .extracting(command -> ((MediaCommand.Record) command).gain())
                .containsExactly(new Gain(6));
    }

    @Test
    void the_message_is_of_the_account_that_the_plan_names() {
        plan = "Carillon-Voicemail: leave;boxes=\"1000@default\";account=\"zoe\"\n";

        leaveAMessage();

        assertThat(store.list(BOX, Folder.NEW))
                .singleElement()
                .satisfies(message -> assertThat(message.caller().account()).contains("zoe"));
    }

    @Test
    void a_caller_without_a_codec_that_can_be_recorded_gets_488() {
        relay.refuseCodecs();

        send("INVITE", 1, "sip:voicemail@192.0.2.3:15062;target=sip:1000%2540default%40carillon");
        until(() -> responses(488).findAny().isPresent());

        until(() -> !outcomes.isEmpty());
        assertThat(outcomes).containsExactly(CallOutcome.REFUSED);
    }

    @Test
    void one_call_too_many_gets_503_and_a_time_to_come_again() {
        relay.recordForEver();
        send("INVITE", 1, "sip:voicemail@192.0.2.3:15062;target=sip:1000%2540default%40carillon");
        until(() -> responses(200).findAny().isPresent());

        send("INVITE", 2, "call-2", "sip:voicemail@192.0.2.3:15062;target=sip:1000%2540default%40carillon");

        assertThat(responses(503).findFirst().flatMap(busy -> busy.header("Retry-After")))
                .isPresent();
    }

    @Test
    void who_hangs_up_while_speaking_has_left_its_message() {
        relay.recordForEver();
        send("INVITE", 1, "sip:voicemail@192.0.2.3:15062;target=sip:1000%2540default%40carillon");
        until(() -> responses(200).findAny().isPresent());
        send("ACK", 1, "sip:192.0.2.3:15062");
        until(() -> relay.told().stream().anyMatch(MediaCommand.Record.class::isInstance));

        send("BYE", 2, "sip:192.0.2.3:15062");
        until(() -> !store.list(BOX, Folder.NEW).isEmpty());

        assertThat(relay.told()).anyMatch(MediaCommand.StopRecording.class::isInstance);
        assertThat(requests(Method.BYE)).isEmpty();
    }

    @Test
    void options_is_a_question_whether_we_are_there() {
        send("OPTIONS", 1, "sip:192.0.2.3:15062");

        assertThat(responses(200).findFirst().flatMap(there -> there.header("Allow")))
                .isPresent();
    }

    @Test
    void whoever_calls_another_user_finds_nobody() {
        send("INVITE", 1, "sip:1000@192.0.2.3:15062");

        assertThat(responses(404)).hasSize(1);
    }

    private void send(String method, int number, String uri) {
        send(method, number, "call-1", uri);
    }

    private void send(String method, int number, String callId, String uri) {
        String tag = number > 1 || method.equals("ACK")
                ? responses(200)
                        .filter(response -> response.callId().equals(callId))
                        .flatMap(response -> response.to().tag().stream())
                        .findFirst()
                        .map(found -> ";tag=" + found)
                        .orElse("")
                : "";
        String body = method.equals("INVITE") ? "v=0\r\n" : "";
        String text = """
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:15060;branch=z9hG4bK-%1$s-%3$d
                Max-Forwards: 70
                From: "Zoé" <sip:200@carillon>;tag=a
                To: <sip:1000@carillon>%4$s
                Call-ID: %5$s
                CSeq: %3$d %1$s
                Contact: <sip:192.0.2.1:15060>
                %8$s%6$sContent-Length: %7$d

                """.formatted(
                        method,
                        uri,
                        number,
                        tag,
                        callId,
                        body.isEmpty() ? "" : "Content-Type: application/sdp\n",
                        body.length(),
                        method.equals("INVITE") ? plan : "");
        byte[] message = (text.replace("\n", "\r\n") + body).getBytes(StandardCharsets.UTF_8);
        proxy.send(ByteBuffer.wrap(message), VOICEMAIL);
        loop.advance(Duration.ofMillis(1));
    }

    /** Lets the loop run until what other threads do has come so far. */
    private void until(BooleanSupplier condition) {
        await().pollInSameThread().pollInterval(Duration.ofMillis(2)).until(() -> {
            loop.advance(Duration.ofMillis(1));
            return condition.getAsBoolean();
        });
    }

    private Stream<SipResponse> responses(int status) {
        return received.stream()
                .flatMap(message -> message instanceof SipResponse response && response.status() == status
                        ? Stream.of(response)
                        : Stream.empty());
    }

    private Stream<SipRequest> requests(Method method) {
        return received.stream()
                .flatMap(message -> message instanceof SipRequest request && request.is(method)
                        ? Stream.of(request)
                        : Stream.empty());
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    /** Nobody subscribes here. */
    private static final class NoLamps implements Subscribable {
        @Override
        public boolean has(SipRequest request) {
            return false;
        }

        @Override
        public void subscribe(ServerTransaction transaction) {
            throw new AssertionError("nobody subscribes here");
        }
    }
}
