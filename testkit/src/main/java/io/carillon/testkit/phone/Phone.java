package io.carillon.testkit.phone;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.Parameters;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.Via;
import io.carillon.testkit.Watch;
import io.carillon.testkit.sound.Tone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * A SIP phone that does what a test says: registers, calls, answers, talks with its own tone and hears. It never does
 * more on its own than a phone must (it acknowledges, repeats, answers a hang-up). Every wait has an end, and fails with
 * the ladder of what happened. Used by one test thread; what arrives is handled on the phone's own.
 */
public final class Phone implements AutoCloseable {

    /** Two busy cores are slow at times; a healthy system answers in milliseconds. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The open phones of a test: what one of them waits for in vain is mostly explained by another. */
    private static final ThreadLocal<List<Phone>> OPEN = ThreadLocal.withInitial(ArrayList::new);

    private final PhoneSettings settings;
    private final Watch watch = new Watch();
    private final Line line;
    private final Map<String, PhoneCall> calls = new HashMap<>();
    private final List<IncomingCall> incoming = new ArrayList<>();
    private final String registrationId = token();
    private int taken;
    private long sequence = ThreadLocalRandom.current().nextInt(1, 1000);

    Phone(PhoneSettings settings) {
        this.settings = settings;
        try {
            this.line = new Line(settings, watch, this::request);
        } catch (IOException e) {
            throw new UncheckedIOException(settings.user() + " cannot open " + settings.local(), e);
        }
        OPEN.get().add(this);
    }

    /** A phone of this account, not registered, at a free port of 127.0.0.1. */
    public static PhoneBuilder of(String user, InetSocketAddress server) {
        return new PhoneBuilder(user, server);
    }

    public String user() {
        return settings.user();
    }

    public Tone tone() {
        return settings.tone();
    }

    public InetSocketAddress local() {
        return line.local();
    }

    /** Registers for an hour and shows how it went; a challenge is answered once. */
    public Exchange register() {
        return register(Duration.ofHours(1));
    }

    public Exchange register(Duration expiry) {
        return exchange(
                registration().set("Contact", contact().toString()).set("Expires", Long.toString(expiry.toSeconds())));
    }

    /** Takes this phone's binding away. */
    public Exchange unregister() {
        return register(Duration.ZERO);
    }

    /** Registers, or fails with the ladder: for tests whose act is another. */
    public Phone registered() {
        Exchange exchange = register();
        if (exchange.last().status() != 200) {
            throw new AssertionError(user() + " could not register: " + exchange.statuses() + "\n" + ladder());
        }
        return this;
    }

    /** A REGISTER without Contact and Expires, with this phone's next number; to be completed and exchanged. */
    public RequestEdit registration() {
        SipUri address = SipUri.of(user(), settings.domain());
        return request(Method.REGISTER, SipUri.parse("sip:" + settings.domain()), address, registrationId);
    }

    /** A request out of any dialog to this number; to be completed and exchanged. */
    public RequestEdit request(Method method, String number) {
        SipUri uri = SipUri.of(number, settings.domain());
        return request(method, uri, uri, token());
    }

    /** Sends a request that is not INVITE, answers a challenge once, and waits for the final answer. */
    public Exchange exchange(RequestEdit edit) {
        return exchange(edit, PATIENCE);
    }

    public Exchange exchange(RequestEdit edit, Duration limit) {
        OneExchange exchange = new OneExchange();
        watch.update(() -> exchange.send(edit));
        watch.await("a final answer", limit, () -> exchange.finished, Phone::evidence);
        return new Exchange(exchange.responses);
    }

    /** Dials a number with this phone's codecs, and returns before anything is answered. */
    public OutgoingCall call(String number) {
        return dial(number).call();
    }

    /** For a call that is not an ordinary one. */
    public Dialling dial(String number) {
        return new Dialling(this, number);
    }

    /** The next call that came in and was not taken yet; waits for it. */
    public IncomingCall awaitCall() {
        return awaitCall(PATIENCE);
    }

    public IncomingCall awaitCall(Duration limit) {
        watch.await("a call for " + user(), limit, () -> incoming.size() > taken, Phone::evidence);
        return watch.read(() -> incoming.get(taken++));
    }

    /** Every call that came in so far. */
    public List<IncomingCall> incomingCalls() {
        return watch.read(() -> List.copyOf(incoming));
    }

    /** Waits for a message of this kind, which may have come before. */
    public SipMessage awaitMessage(String what, Predicate<SipMessage> which) {
        return awaitMessage(what, which, PATIENCE);
    }

    /** The same, for what takes its time. */
    public SipMessage awaitMessage(String what, Predicate<SipMessage> which, Duration limit) {
        watch.await(what, limit, () -> ladder().received().stream().anyMatch(which), () -> ladder().toString());
        return ladder().received().stream().filter(which).findFirst().orElseThrow();
    }

    /** Sends bytes that need not be SIP to the server. */
    public void sendRaw(byte[] datagram) {
        line.sendRaw(datagram, settings.server());
    }

    /** Loses its TCP connections without a word, and goes on to listen. */
    public void dropConnections() {
        line.tcp().drop();
    }

    /** Loses its TCP connections as soon as the next such request has come, and forgets the request. */
    public void loseConnectionsOn(Method method) {
        watch.update(() -> line.loseConnectionsOn(method));
    }

    /** How many TCP connections it has now. */
    public int connections() {
        return line.tcp().open();
    }

    /** Pings the server on its TCP connection and waits for the pong (RFC 5626 §3.5.1). */
    public void keepAlive() {
        long before = ladder().keepAlives();
        sendRaw("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        watch.await("a pong", PATIENCE, () -> ladder().keepAlives() > before, Phone::evidence);
    }

    /** Everything this phone sent and received. */
    public Ladder ladder() {
        return line.ladder();
    }

    /** Falls off the network: nothing is said to anybody. */
    @Override
    public void close() {
        OPEN.get().remove(this);
        watch.update(() -> calls.values().forEach(PhoneCall::closeAudio));
        line.close();
    }

    /** What all phones of this test saw. */
    static String evidence() {
        return Ladder.of(OPEN.get().toArray(Phone[]::new)).toString();
    }

    PhoneSettings settings() {
        return settings;
    }

    Watch watch() {
        return watch;
    }

    Line line() {
        return line;
    }

    NameAddress contact() {
        SipUri uri = SipUri.of(user(), new HostPort(HostPort.hostOf(local().getAddress()), local().getPort()));
        boolean tcp = line.protocol() == TransportProtocol.TCP;
        return NameAddress.of(tcp ? uri.withParameters(Parameters.NONE.with("transport", "tcp")) : uri);
    }

    void remember(String callId, PhoneCall call) {
        calls.put(callId, call);
    }

    /** Puts on what every request of this phone carries; a new branch each time. */
    SipRequest complete(RequestEdit edit) {
        Parameters parameters =
                Parameters.NONE.with("branch", Via.MAGIC_COOKIE + token()).withFlag("rport");
        HostPort sentBy = new HostPort(HostPort.hostOf(local().getAddress()), OptionalInt.of(local().getPort()));
        return edit.set("Max-Forwards", "70")
                .set("User-Agent", "Carillon test phone")
                .pushVia(new Via(line.protocol(), sentBy, parameters))
                .build();
    }

    /** The credentials for a challenge, if this phone can answer it. */
    Optional<Credentials> answer(SipResponse challenge, SipRequest request) {
        boolean proxy = challenge.status() == 407;
        List<String> challenges = challenge.headers(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
        return DigestAnswer.choose(challenges, settings.algorithm())
                .map(answer -> new Credentials(
                        proxy ? "Proxy-Authorization" : "Authorization",
                        answer.credentials(
                                settings.digestUser(),
                                settings.password(),
                                request.method().name(),
                                request.requestUri().toString())));
    }

    record Credentials(String header, String value) {}

    static String token() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }

    RequestEdit request(Method method, SipUri uri, SipUri to, String callId) {
        sequence++;
        return SipRequest.create(method, uri)
                .set("From", from().toString())
                .set("To", NameAddress.of(to).toString())
                .set("Call-ID", callId)
                .set("CSeq", sequence + " " + method);
    }

    private NameAddress from() {
        SipUri uri = SipUri.of(user(), settings.domain());
        return new NameAddress(settings.displayName(), uri, Parameters.NONE).withTag(token());
    }

    private void request(SipRequest request, InetSocketAddress source) {
        PhoneCall call = calls.get(request.callId());
        if (call != null) {
            call.request(request, source);
        } else if (request.is(Method.INVITE) && request.to().tag().isEmpty()) {
            IncomingCall newCall = new IncomingCall(this, request, source);
            calls.put(request.callId(), newCall);
            incoming.add(newCall);
        } else if (!request.is(Method.ACK)) {
            boolean knownWithoutDialog =
                    request.is(Method.OPTIONS) || request.is(Method.NOTIFY) || request.is(Method.REGISTER);
            SipResponse answer = request.response(knownWithoutDialog ? 200 : 481)
                    .toTag(token())
                    .build();
            if (settings.thinking().isZero()) {
                line.respond(request, source, answer);
            } else {
                line.later(settings.thinking(), () -> line.respond(request, source, answer));
            }
        }
    }

    /** One request, its challenge, and the request again. */
    private final class OneExchange {

        private final List<SipResponse> responses = new ArrayList<>();
        private Optional<SipRequest> asked = Optional.empty();
        private boolean authenticated;
        private boolean finished;

        void send(RequestEdit edit) {
            SipRequest request = complete(edit);
            asked = Optional.of(request);
            line.exchange(request, settings.server(), response -> responded(request, response));
        }

        private void responded(SipRequest request, SipResponse response) {
            // A request that was repeated may be answered twice: the challenge is of no interest any more.
            boolean repeated = asked.filter(request::equals).isEmpty();
            if (finished || repeated) {
                return;
            }
            responses.add(response);
            boolean challenge = response.status() == 401 || response.status() == 407;
            Optional<Credentials> credentials =
                    challenge && !authenticated ? answer(response, request) : Optional.empty();
            if (credentials.isPresent()) {
                authenticated = true;
                sequence++;
                send(request.edit()
                        .popVia()
                        .set("CSeq", sequence + " " + request.method())
                        .set(credentials.get().header(), credentials.get().value()));
            } else {
                finished = response.isFinal();
            }
        }
    }
}
