package io.carillon.testkit.phone;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.testkit.rtp.CallAudio;
import io.carillon.testkit.rtp.Codec;
import io.carillon.testkit.sound.Tone;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One call at one phone, from either end, and what can be done once it is answered. State belongs to the phone's watch;
 * the test's thread calls.
 */
public abstract sealed class PhoneCall permits OutgoingCall, IncomingCall {

    private final Phone phone;
    private final String callId;
    private final long descriptionId = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    private final List<SipRequest> requests = new ArrayList<>();
    private long descriptionVersion;
    private Optional<PhoneDialog> dialog = Optional.empty();
    private Optional<CallAudio> audio = Optional.empty();
    private Optional<PhoneSdp> remoteDescription = Optional.empty();
    private List<Codec> codecs;
    private boolean ended;
    private boolean hungUpByOther;

    PhoneCall(Phone phone, String callId) {
        this.phone = phone;
        this.callId = callId;
        this.codecs = phone.settings().codecs();
    }

    public Phone phone() {
        return phone;
    }

    public String callId() {
        return callId;
    }

    /** Hangs up and waits for the answer. */
    public SipResponse hangUp() {
        SipResponse response = send(Method.BYE, edit -> edit);
        phone.watch().update(this::end);
        return response;
    }

    /** Waits until the other side hung up. */
    public PhoneCall awaitHungUp() {
        await("the other side to hang up", () -> hungUpByOther);
        return this;
    }

    /** Waits until it is over, whoever ended it and however. */
    public PhoneCall awaitOver() {
        phone.watch().await(phone.user() + ": the end", Phone.PATIENCE, () -> ended, this::evidence);
        return this;
    }

    /** Whether anybody ended it. */
    public boolean ended() {
        return phone.watch().read(() -> ended);
    }

    /** Waits until this tone has filled the last second. */
    public PhoneCall awaitTone(Tone tone) {
        try {
            audio().ear().awaitTone(tone, Phone.PATIENCE);
        } catch (AssertionError e) {
            throw new AssertionError(phone.user() + ": " + e.getMessage() + "\n" + Phone.evidence(), e);
        }
        return this;
    }

    /** @throws IllegalStateException before an offer or answer was made */
    public CallAudio audio() {
        return phone.watch()
                .read(() -> audio)
                .orElseThrow(() -> new IllegalStateException(phone.user() + " has no audio yet\n" + ladder()));
    }

    /** What the other side last said of its audio. */
    public Optional<PhoneSdp> remoteDescription() {
        return phone.watch().read(() -> remoteDescription);
    }

    /** Requests that came in within the call, in order. */
    public List<SipRequest> requests() {
        return phone.watch().read(() -> List.copyOf(requests));
    }

    /** A digit as SIP INFO (application/dtmf-relay). */
    public SipResponse sendInfo(char digit) {
        return send(
                Method.INFO, edit -> edit.body("application/dtmf-relay", "Signal=" + digit + "\r\nDuration=160\r\n"));
    }

    /** Any request within the call but INVITE; waits for the final answer. */
    public SipResponse send(Method method, UnaryOperator<RequestEdit> completion) {
        List<SipResponse> finals = new ArrayList<>();
        phone.watch()
                .update(() -> transact(completion.apply(requireDialog().next(method)), response -> {
                    if (response.isFinal()) {
                        finals.add(response);
                    }
                }));
        await("an answer to " + method, () -> !finals.isEmpty());
        return finals.getFirst();
    }

    /** Sends the other side on to a number (RFC 3515), without having spoken to it. */
    public SipResponse transfer(String number) {
        return refer("<" + SipUri.of(number, phone.settings().domain()) + ">");
    }

    /** Joins the other side with that of another call of this phone (RFC 5589 §7). */
    public SipResponse transferTo(PhoneCall other) {
        PhoneDialog there = phone.watch().read(other::requireDialog);
        String replaces = URLEncoder.encode(there.replaces(), StandardCharsets.UTF_8);
        SipUri target = SipUri.of(
                there.remote().uri().user().orElse(""), phone.settings().domain());
        return refer("<" + target + "?Replaces=" + replaces + ">");
    }

    private SipResponse refer(String target) {
        return send(
                Method.REFER,
                edit -> edit.set("Contact", phone.contact().toString())
                        .set("Refer-To", target)
                        .set(
                                "Referred-By",
                                NameAddress.of(phone.contact().uri()).toString()));
    }

    /** Waits until it is told that a transfer came to this (RFC 3420). */
    public PhoneCall awaitNotified(int status) {
        await(
                "a NOTIFY of " + status,
                () -> requests.stream()
                        .anyMatch(request -> request.is(Method.NOTIFY)
                                && new String(request.body(), StandardCharsets.UTF_8).startsWith("SIP/2.0 " + status)));
        return this;
    }

    /** For Replaces: this dialog, as the other side knows it (RFC 3891). */
    public String replaces() {
        return phone.watch().read(() -> requireDialog().replaces());
    }

    /** A new offer with this direction (sendrecv, sendonly, recvonly, inactive) by re-INVITE; waits for the answer. */
    public SipResponse reoffer(String direction) {
        return reinvite(edit -> edit.body(PhoneSdp.CONTENT_TYPE, describe(codecs, direction)));
    }

    /** A new offer of other codecs; waits for the answer. */
    public SipResponse reoffer(List<Codec> others) {
        return reinvite(edit -> edit.body(PhoneSdp.CONTENT_TYPE, describe(others, "sendrecv")));
    }

    /** A re-INVITE without an offer, which the 200 then holds (RFC 3261 §14.2); our answer is in the ACK. */
    public SipResponse askForOffer() {
        return reinvite(edit -> edit);
    }

    /** A new offer by UPDATE (RFC 3311), also before the answer; waits for what is said to it. */
    public SipResponse update(List<Codec> offer) {
        List<Codec> before = phone.watch().read(() -> codecs);
        SipResponse answer = send(
                Method.UPDATE,
                edit -> edit.set("Contact", phone.contact().toString())
                        .body(PhoneSdp.CONTENT_TYPE, describe(offer, "sendrecv")));
        phone.watch().update(() -> {
            if (answer.isSuccess()) {
                talkAs(answer);
            } else {
                codecs = before;
            }
        });
        return answer;
    }

    /** The same from another pair of ports. */
    public SipResponse updateFromElsewhere() {
        phone.watch().update(() -> {
            closeAudio();
            audio = Optional.empty();
        });
        return update(phone.watch().read(() -> codecs));
    }

    private SipResponse reinvite(UnaryOperator<RequestEdit> completion) {
        List<SipResponse> finals = new ArrayList<>();
        phone.watch().update(() -> {
            RequestEdit edit = requireDialog()
                    .next(Method.INVITE)
                    .set("Contact", phone.contact().toString());
            SipRequest invite = phone.complete(completion.apply(edit));
            phone.line().exchange(invite, nextHop(), response -> reoffered(invite, response, finals));
        });
        await("an answer to the re-INVITE", () -> !finals.isEmpty());
        return finals.getFirst();
    }

    /** Offers again from another pair of ports, as a phone that changed its network. */
    public SipResponse moveAudio() {
        phone.watch().update(() -> {
            closeAudio();
            audio = Optional.empty();
        });
        return reoffer("sendrecv");
    }

    /** The messages of this call at this phone. */
    public Ladder ladder() {
        return phone.ladder().only(message -> message.callId().equals(callId));
    }

    abstract boolean hasFailed();

    /** What is said in this call. */
    public Tone tone() {
        return phone.tone();
    }

    /** A request within the call; on the watch. */
    void request(SipRequest request, InetSocketAddress source) {
        boolean inOrder = dialog.map(known -> known.accepts(request)).orElse(true);
        if (!inOrder) {
            respond(request, source, request.response(500, "CSeq goes back"));
            return;
        }
        requests.add(request);
        if (request.is(Method.BYE)) {
            hungUpByOther = true;
            end();
            respond(request, source, request.response(200));
        } else if (request.is(Method.INVITE)) {
            reoffered(request, source);
        } else if (!request.is(Method.ACK)) {
            respond(request, source, request.response(200));
        }
    }

    final void establish(PhoneDialog newDialog) {
        dialog = Optional.of(newDialog);
    }

    final Optional<PhoneDialog> dialog() {
        return dialog;
    }

    final void end() {
        ended = true;
        closeAudio();
    }

    final void closeAudio() {
        audio.ifPresent(CallAudio::close);
    }

    /** Our description of the audio; opens the ports at the first time. */
    final String describe(List<Codec> offered, String direction) {
        if (audio.isEmpty()) {
            audio = Optional.of(openAudio());
        }
        codecs = offered;
        audio.get().understand(offered);
        descriptionVersion++;
        return PhoneSdp.write(audio.get().local(), offered, direction, descriptionId, descriptionVersion);
    }

    /** The other side's answer, or its offer when ours is written already: talks there. */
    final void talkAs(SipMessage message) {
        PhoneSdp.read(message.body()).ifPresent(sdp -> {
            remoteDescription = Optional.of(sdp);
            List<Codec> common = sdp.inCommon(codecs);
            boolean hears =
                    sdp.direction().equals("sendrecv") || sdp.direction().equals("recvonly");
            if (!common.isEmpty() && hears && sdp.audio().getPort() != 0) {
                audio.ifPresent(open -> open.talkTo(sdp.audio(), common.getFirst()));
            }
        });
    }

    final void respond(SipRequest request, InetSocketAddress source, ResponseEdit response) {
        phone.line().respond(request, source, response.build());
    }

    /** A copy of what one has in common with an offer, for an answer. */
    final Optional<String> answerTo(SipRequest invite) {
        Optional<PhoneSdp> offer = PhoneSdp.read(invite.body());
        if (offer.isEmpty()) {
            return Optional.of(describe(codecs, "sendrecv"));
        }
        List<Codec> common = offer.get().inCommon(understood());
        return common.isEmpty()
                ? Optional.empty()
                : Optional.of(describe(common, offer.get().answeringDirection()));
    }

    /** In the order of preference. */
    List<Codec> understood() {
        return phone.settings().codecs();
    }

    final InetSocketAddress nextHop() {
        return phone.settings().throughServer()
                ? phone.settings().server()
                : requireDialog().nextHop();
    }

    final PhoneDialog requireDialog() {
        return dialog.orElseThrow(() -> new IllegalStateException(phone.user() + " is in no dialog\n" + ladder()));
    }

    final void await(String what, BooleanSupplier condition) {
        await(what, Phone.PATIENCE, condition);
    }

    /** Fails at once when the call can no longer get there. */
    final void await(String what, Duration limit, BooleanSupplier condition) {
        String who = phone.user() + ": " + what;
        phone.watch().await(who, limit, () -> condition.getAsBoolean() || hasFailed(), this::evidence);
        if (!phone.watch().read(condition::getAsBoolean)) {
            throw new AssertionError("the call was over before " + who + "\n" + evidence());
        }
    }

    private String evidence() {
        return Phone.evidence() + audio.map(open -> open.ear().toString()).orElse("no audio");
    }

    private void transact(RequestEdit edit, Consumer<SipResponse> onResponse) {
        phone.line().exchange(phone.complete(edit), nextHop(), onResponse);
    }

    private void reoffered(SipRequest invite, SipResponse response, List<SipResponse> finals) {
        if (response.isProvisional()) {
            return;
        }
        if (response.isSuccess()) {
            requireDialog().refreshTarget(response);
            RequestEdit ack = requireDialog().ack(invite.cseq().number());
            if (invite.body().length == 0) {
                ack.body(PhoneSdp.CONTENT_TYPE, describe(codecs, "sendrecv"));
            }
            phone.line().send(phone.complete(ack), nextHop());
            talkAs(response);
        } else {
            phone.line().send(rejectionAck(invite, response), nextHop());
        }
        finals.add(response);
    }

    private void reoffered(SipRequest invite, InetSocketAddress source) {
        requireDialog().refreshTarget(invite);
        Optional<String> answer = answerTo(invite);
        if (answer.isEmpty()) {
            respond(invite, source, invite.response(488));
            return;
        }
        talkAs(invite);
        respond(
                invite,
                source,
                invite.response(200)
                        .set("Contact", phone.contact().toString())
                        .body(PhoneSdp.CONTENT_TYPE, answer.get()));
    }

    /** RFC 3261 §17.1.1.3: the ACK of a refusal belongs to the INVITE's transaction. */
    static SipRequest rejectionAck(SipRequest invite, SipResponse response) {
        RequestEdit ack = SipRequest.create(Method.ACK, invite.requestUri())
                .pushVia(invite.topVia())
                .set("From", invite.from().toString())
                .set("To", response.to().toString())
                .set("Call-ID", invite.callId())
                .set("CSeq", invite.cseq().number() + " ACK")
                .set("Max-Forwards", "70");
        invite.routes().forEach(route -> ack.add("Route", route.toString()));
        return ack.build();
    }

    private CallAudio openAudio() {
        var local = phone.local().getAddress();
        if (phone.settings().audioPort().isEmpty()) {
            return CallAudio.open(phone.settings().network(), local, tone());
        }
        int port = phone.settings().audioPort().getAsInt();
        return CallAudio.tryOpen(phone.settings().network(), local, port, tone())
                .orElseThrow(() -> new IllegalStateException("audio port " + port + " is in use"));
    }
}
