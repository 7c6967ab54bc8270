package io.carillon.proxy.call;

import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.DialogId;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.proxy.account.Provider;
import io.carillon.proxy.checkpoint.Checkpoint;
import io.carillon.proxy.checkpoint.Keepers;
import io.carillon.proxy.configuration.DialPlans;
import io.carillon.proxy.dialplan.Plan;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.locate.DeadHops;
import io.carillon.proxy.signalling.Signalling;
import io.carillon.testkit.network.ExpectsNothing;
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

/**
 * A call, its legs and their transactions on a network in memory, its clock moved by hand: alice's phone has sent an
 * INVITE, and the desk's phone has been dialled without a time. The test is both phones, and the plan.
 */
final class CallByHand {
    static final Duration A_MOMENT = Duration.ofSeconds(1);
    static final LegId DESK = new LegId("desk");
    private static final String SDP = "application/sdp";
    private static final InetSocketAddress PROXY = address("192.0.2.1", 5060);
    private static final InetSocketAddress CALLER = address("203.0.113.5", 4711);
    private static final InetSocketAddress CALLEE = address("203.0.113.6", 4712);
    private static final InetSocketAddress OTHER = address("203.0.113.7", 4712);

    final ManualLoop loop = new ManualLoop();
    final Inbox inbox = new Inbox();
    final TransactionLayer transactions;
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final Signalling signalling;
    /** What the call has wanted to be stored. */
    final List<Checkpoint> stored = new ArrayList<>();

    private final Dialogs dialogs = new Dialogs();
    private final List<Call> calls = new ArrayList<>();
    private final List<Admission> admissions = new ArrayList<>();
    private final SessionTimer.Policy calleesSessions;
    private final Provider calleesProvider;
    private final UdpListener listener;
    private final Phone caller;
    private final Phone callee;
    private final Phone other;

    /** One end of the wire. */
    final class Phone {
        private final DatagramPort port;
        private final List<SipMessage> received = new ArrayList<>();

        Phone(InetSocketAddress address) throws IOException {
            port = network.open(address, (_, payload, _) -> received.add(read(payload)), DatagramOptions.SIGNALLING);
        }

        void send(SipMessage message) {
            send(message.encode());
        }

        void send(byte[] message) {
            port.send(ByteBuffer.wrap(message), PROXY);
            loop.advance(Duration.ZERO);
        }

        /** The newest request of this method. */
        Optional<SipRequest> request(Method method) {
            return requests(method).reduce((_, newer) -> newer);
        }

        Stream<SipRequest> requests(Method method) {
            return received.stream()
                    .flatMap(message -> message instanceof SipRequest request && request.is(method)
                            ? Stream.of(request)
                            : Stream.empty());
        }

        Stream<SipResponse> responses() {
            return received.stream()
                    .flatMap(message -> message instanceof SipResponse response ? Stream.of(response) : Stream.empty());
        }

        SipResponse lastResponse() {
            return responses().reduce((_, newer) -> newer).orElseThrow();
        }

        /** Answers the newest request of this method with 200 and what it has of media. */
        void describe(Method method, String sdp) {
            send(request(method)
                    .orElseThrow()
                    .response(200)
                    .toTag("desk")
                    .set("Contact", "<sip:desk@203.0.113.6:4712>")
                    .body(SDP, sdp)
                    .build());
        }

        /** Answers the newest request of this method. */
        void answer(Method method, int status, String... headers) {
            var response = request(method).orElseThrow().response(status).toTag("desk");
            for (String header : headers) {
                int colon = header.indexOf(':');
                response.set(header.substring(0, colon), header.substring(colon + 2));
            }
            send(response.build());
        }
    }

    /** @param headers of the INVITE, beside those that each has */
    CallByHand(String... headers) throws IOException {
        this(SessionTimer.Policy.DEFAULT, headers);
    }

    /** @param calleesSessions what the desk's account says of session timers */
    CallByHand(SessionTimer.Policy calleesSessions, String... headers) throws IOException {
        this(calleesSessions, Provider.NONE, headers);
    }

    /** @param calleesProvider what the desk's account says of it as a provider */
    CallByHand(SessionTimer.Policy calleesSessions, Provider calleesProvider, String... headers) throws IOException {
        this.calleesSessions = calleesSessions;
        this.calleesProvider = calleesProvider;
        transactions = new TransactionLayer(
                network, new Core(), TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));
        signalling = new Signalling(
                network, transactions, _ -> new HostPort("192.0.2.1", 5060), new DeadHops(loop::nanoTime));
        listener =
                UdpListener.open(network, "outside", PROXY, new HostPort("192.0.2.1", 5060), _ -> true, transactions);
        caller = new Phone(CALLER);
        callee = new Phone(CALLEE);
        other = new Phone(OTHER);
        caller.send(callersRequest("INVITE", 1, "", headers));
        loop.advance(A_MOMENT);
    }

    Phone caller() {
        return caller;
    }

    Phone callee() {
        return callee;
    }

    /** Where the callee's name leads too, if the first destination does not answer. */
    Phone other() {
        return other;
    }

    Call call() {
        return calls.getFirst();
    }

    /** The same call, had it been admitted to this plan. */
    Admission admitted(Plan plan) {
        Admission admission = admissions.getFirst();
        return new Admission(
                admission.transaction(), admission.caller(), admission.extension(), new DialPlans.Numbered(plan, 1));
    }

    /** What the plan may ask. */
    CallCommands plan() {
        return call().commands();
    }

    /** The callee answers, the plan accepts the caller, and its phone acknowledges. */
    void talk(String... calleesHeaders) {
        callee.answer(
                Method.INVITE,
                200,
                Stream.concat(Stream.of("Contact: <sip:desk@203.0.113.6:4712>"), Stream.of(calleesHeaders))
                        .toArray(String[]::new));
        plan().accept("v=0\r\n");
        loop.advance(Duration.ZERO);
        caller.send(callersRequest("ACK", 1, tag()));
    }

    /** A request of the caller's phone in its dialog. */
    void callerSends(String method, int number, String... headers) {
        caller.send(callersRequest(method, number, tag(), headers));
    }

    /** The caller describes its media anew. */
    void callerOffers(int number, String sdp) {
        SipRequest invite = (SipRequest) read(ByteBuffer.wrap(callersRequest("INVITE", number, tag())));
        caller.send(invite.edit().body(SDP, sdp).build());
    }

    /** A request of the callee's phone in the dialog that it has this tag in. */
    void calleeSends(String method, int number, String tag, String... headers) {
        RequestEdit request = calleesRequest(method, number, tag);
        for (String header : headers) {
            int colon = header.indexOf(':');
            request.set(header.substring(0, colon), header.substring(colon + 2));
        }
        callee.send(request.build());
    }

    /** The callee, in its dialog with this tag, describes its media anew. */
    void calleeOffers(int number, String tag, String sdp) {
        callee.send(calleesRequest("INVITE", number, tag).body(SDP, sdp).build());
    }

    private RequestEdit calleesRequest(String method, int number, String tag) {
        SipRequest invite = callee.requests(Method.INVITE).findFirst().orElseThrow();
        return SipRequest.create(new Method(method), SipUri.parse("sip:192.0.2.1"))
                .set("Via", "SIP/2.0/UDP 203.0.113.6:4712;rport;branch=z9hG4bK-callee-" + number)
                .set("Max-Forwards", "70")
                .set("From", invite.header("To").orElseThrow() + ";tag=" + tag)
                .set("To", invite.header("From").orElseThrow())
                .set("Call-ID", invite.callId())
                .set("CSeq", number + " " + method)
                .set("Contact", "<sip:desk@203.0.113.6:4712>");
    }

    private String tag() {
        return ";tag="
                + caller.responses()
                        .filter(response -> response.status() > 100)
                        .findFirst()
                        .flatMap(response -> response.to().tag())
                        .orElseThrow();
    }

    private static byte[] callersRequest(String method, int number, String toTag, String... headers) {
        String text = """
                %1$s sip:200@192.0.2.1 SIP/2.0
                Via: SIP/2.0/UDP 203.0.113.5:4711;rport;branch=z9hG4bK-%1$s-%2$d
                Max-Forwards: 70
                From: <sip:alice@192.0.2.1>;tag=a
                To: <sip:200@192.0.2.1>%3$s
                Call-ID: call-1
                CSeq: %2$d %1$s
                Contact: <sip:alice@203.0.113.5:4711>
                %4$sContent-Length: 0

                """.formatted(
                        method,
                        number,
                        toTag,
                        Stream.of(headers).map(header -> header + "\n").reduce("", String::concat));
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What the plan was told since the last look. */
    <T extends CallEvent> List<T> told(Class<T> kind) {
        List<T> events = new ArrayList<>();
        inbox.poll(event ->
                Optional.of(event).filter(kind::isInstance).map(kind::cast).ifPresent(events::add));
        return events;
    }

    private static SipMessage read(ByteBuffer payload) {
        return ((Parsed.Message) MessageParser.parse(payload)).message();
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    /** What comes in begins the call, whose plan dials the one phone without a time, or belongs to one of its dialogs. */
    private final class Core extends ExpectsNothing {
        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            dialog(request)
                    .ifPresentOrElse(use -> use.request(transaction, request), () -> begin(transaction, request));
        }

        private void begin(ServerTransaction transaction, SipRequest request) {
            Admission admission = new Admission(
                    transaction,
                    Accounts.friend("alice"),
                    "200",
                    new DialPlans.Numbered(Plans.local("exten => 200,1,Dial(SIP/desk)\n"), 1));
            Call call = new Call(
                    signalling,
                    new Call.Home(dialogs, Keepers.noting(stored), () -> {}),
                    new Invitation(Accounts.friend("alice"), 69, () -> "tag"),
                    admission,
                    Dialog.callee(request, "here").orElseThrow(),
                    inbox);
            calls.add(call);
            admissions.add(admission);
            Route desk = new Route(
                    DESK,
                    "leg-1",
                    Accounts.friend("desk", calleesSessions, calleesProvider),
                    SipUri.parse("sip:desk@203.0.113.6:4712"),
                    listener.flowTo(CALLEE),
                    List.of(listener.flowTo(OTHER)),
                    false,
                    List.of(),
                    Optional.empty());
            call.dial(List.of(new OfferedRoute(desk, "v=0\r\n")), Optional.empty());
        }

        private Optional<DialogUse> dialog(SipRequest request) {
            return DialogId.of(request).flatMap(dialogs::find);
        }

        @Override
        public void ack(SipRequest ack, Flow flow) {
            dialog(ack).ifPresent(use -> use.acknowledged(ack));
        }
    }
}
