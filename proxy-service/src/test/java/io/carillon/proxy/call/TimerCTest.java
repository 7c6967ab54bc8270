package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transaction.TransactionUser;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.checkpoint.Keepers;
import io.carillon.proxy.configuration.DialPlans;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.signalling.Signalling;
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

/**
 * A Dial without a time whose phone rings and never says more (RFC 3261 §16.6 step 11), through the call, its legs and
 * their transactions, on a network in memory whose clock is moved by hand: three minutes are too long for a test to wait,
 * and no operator may make them shorter.
 */
class TimerCTest {
    private static final InetSocketAddress PROXY = address("192.0.2.1", 5060);
    private static final InetSocketAddress CALLER = address("203.0.113.5", 4711);
    private static final InetSocketAddress CALLEE = address("203.0.113.6", 4712);
    private static final LegId DESK = new LegId("desk");
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final String INVITE = """
            INVITE sip:200@192.0.2.1 SIP/2.0
            Via: SIP/2.0/UDP 203.0.113.5:4711;rport;branch=z9hG4bK-1
            Max-Forwards: 70
            From: <sip:alice@192.0.2.1>;tag=a
            To: <sip:200@192.0.2.1>
            Call-ID: call-1
            CSeq: 1 INVITE
            Contact: <sip:alice@203.0.113.5:4711>
            Content-Length: 0

            """.replace("\n", "\r\n");

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final List<SipMessage> atTheCaller = new ArrayList<>();
    private final List<SipMessage> atTheCallee = new ArrayList<>();
    private final Inbox inbox = new Inbox();
    private final List<Call> calls = new ArrayList<>();
    private final TransactionLayer transactions = new TransactionLayer(
            network, new Core(), TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));
    private final Signalling signalling = new Signalling(network, transactions, _ -> new HostPort("192.0.2.1", 5060));
    private UdpListener listener;
    private DatagramPort callee;

    @BeforeEach
    void aPhoneIsDialled() throws IOException {
        listener =
                UdpListener.open(network, "outside", PROXY, new HostPort("192.0.2.1", 5060), _ -> true, transactions);
        DatagramPort caller =
                network.open(CALLER, (_, payload, _) -> atTheCaller.add(read(payload)), DatagramOptions.SIGNALLING);
        callee = network.open(CALLEE, (_, payload, _) -> atTheCallee.add(read(payload)), DatagramOptions.SIGNALLING);
        caller.send(ByteBuffer.wrap(INVITE.getBytes(StandardCharsets.UTF_8)), PROXY);
        loop.advance(A_MOMENT);
    }

    @Test
    void a_phone_that_rings_and_says_no_more_is_cancelled_when_timer_c_fires() {
        answer("INVITE", 180);

        loop.advance(Fork.TIMER_C.minus(A_MOMENT));
        assertThat(decided()).isEmpty();
        assertThat(atTheCallee(Method.CANCEL)).isEmpty();
        loop.advance(A_MOMENT);

        assertThat(decided()).containsExactly(new Fork.Outcome.TimedOut());
        assertThat(atTheCallee(Method.CANCEL)).isPresent();
    }

    @Test
    void a_phone_that_rings_again_in_time_has_as_long_once_more() {
        answer("INVITE", 180);
        loop.advance(Fork.TIMER_C.minus(A_MOMENT));
        answer("INVITE", 180);

        loop.advance(Fork.TIMER_C.minus(A_MOMENT));
        assertThat(decided()).isEmpty();
        loop.advance(A_MOMENT);

        assertThat(decided()).containsExactly(new Fork.Outcome.TimedOut());
    }

    @Test
    void a_phone_that_answers_not_even_the_cancel_leaves_nothing_behind() {
        answer("INVITE", 180);
        loop.advance(Fork.TIMER_C);

        calls.getFirst().finish(480);
        loop.advance(Duration.ofMinutes(2));

        assertThat(atTheCaller)
                .filteredOn(SipResponse.class::isInstance)
                .extracting(message -> ((SipResponse) message).status())
                .contains(480);
        assertThat(transactions.figures().client()).isZero();
        assertThat(transactions.figures().openServer()).isZero();
    }

    /** How the Dial came out, told since the last look. */
    private List<Fork.Outcome> decided() {
        List<Fork.Outcome> outcomes = new ArrayList<>();
        inbox.poll(event -> Optional.of(event)
                .filter(CallEvent.DialDecided.class::isInstance)
                .map(decision -> ((CallEvent.DialDecided) decision).outcome())
                .ifPresent(outcomes::add));
        return outcomes;
    }

    private void answer(String method, int status) {
        SipResponse response = atTheCallee(Method.INVITE)
                .orElseThrow()
                .response(status)
                .toTag("desk-" + method)
                .build();
        callee.send(ByteBuffer.wrap(response.encode()), PROXY);
        loop.run();
    }

    private Optional<SipRequest> atTheCallee(Method method) {
        return atTheCallee.stream()
                .flatMap(message -> message instanceof SipRequest request && request.is(method)
                        ? Stream.of(request)
                        : Stream.empty())
                .findFirst();
    }

    private static SipMessage read(ByteBuffer payload) {
        return ((Parsed.Message) MessageParser.parse(payload)).message();
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    private static Account account(String name) {
        return new Account(
                name,
                Account.Type.FRIEND,
                "carillon",
                Optional.empty(),
                Optional.empty(),
                "local",
                "",
                name,
                List.of("ulaw"),
                Account.Nat.NO,
                Account.Nat.NO,
                Optional.empty());
    }

    /** What comes in begins a call, whose plan dials the one phone without a time. */
    private final class Core implements TransactionUser {
        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            Admission admission = new Admission(
                    transaction,
                    account("alice"),
                    "200",
                    new DialPlans.Numbered(Plans.local("exten => 200,1,Dial(SIP/desk)\n"), 1));
            Call call = new Call(
                    signalling,
                    new Call.Home(new Dialogs(), Keepers.unstarted(), () -> {}),
                    new Invitation(account("alice"), 69, () -> "tag"),
                    admission,
                    Dialog.callee(request, "here").orElseThrow(),
                    inbox);
            calls.add(call);
            Route desk = new Route(
                    DESK,
                    "leg-1",
                    account("desk"),
                    SipUri.parse("sip:desk@203.0.113.6:4712"),
                    listener.flowTo(CALLEE),
                    false,
                    List.of());
            call.dial(List.of(new OfferedRoute(desk, "v=0\r\n")), Optional.empty());
        }

        @Override
        public void ack(SipRequest ack, Flow flow) {
            throw new AssertionError("nobody answers here");
        }

        @Override
        public void cancelled(ServerTransaction invite, SipRequest cancel) {
            throw new AssertionError("the caller waits");
        }

        @Override
        public void strayResponse(SipResponse response, Flow flow) {
            throw new AssertionError("every answer has its request");
        }
    }
}
