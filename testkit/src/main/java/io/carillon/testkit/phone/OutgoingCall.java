package io.carillon.testkit.phone;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A call that this phone made. */
public final class OutgoingCall extends PhoneCall {

    private final Dialling dialling;
    private final List<SipResponse> responses = new ArrayList<>();
    private Optional<SipRequest> invite = Optional.empty();
    private Optional<SipRequest> acknowledgement = Optional.empty();
    private final Set<String> receipts = new HashSet<>();
    private final List<SipResponse> pracked = new ArrayList<>();
    private boolean authenticated;
    private Optional<SipResponse> outcome = Optional.empty();
    private Optional<SipResponse> cancelled = Optional.empty();

    OutgoingCall(Phone phone, Dialling dialling) {
        super(phone, Phone.token());
        this.dialling = dialling;
    }

    /** Everything answered to the INVITE so far, challenge included, repetitions too. */
    public List<Integer> statuses() {
        return phone().watch()
                .read(() -> responses.stream().map(SipResponse::status).toList());
    }

    public List<SipResponse> responses() {
        return phone().watch().read(() -> List.copyOf(responses));
    }

    /** Waits for a 180 or 183. */
    public OutgoingCall awaitRinging() {
        await("ringing", () -> responses.stream().anyMatch(r -> r.status() > 100 && r.status() < 200));
        return this;
    }

    public OutgoingCall awaitStatus(int status) {
        await("a " + status, () -> responses.stream().anyMatch(r -> r.status() == status));
        return this;
    }

    public OutgoingCall awaitAnswered() {
        return awaitAnswered(Phone.PATIENCE);
    }

    public OutgoingCall awaitAnswered(Duration limit) {
        await("an answer", limit, () -> outcome.filter(SipResponse::isSuccess).isPresent());
        return this;
    }

    /** Waits for the last word on the INVITE, whatever it is. */
    public SipResponse awaitOutcome() {
        return awaitOutcome(Phone.PATIENCE);
    }

    public SipResponse awaitOutcome(Duration limit) {
        await("a final answer", limit, () -> outcome.isPresent());
        return phone().watch().read(() -> outcome.orElseThrow());
    }

    /** Gives up: waits for a provisional answer (RFC 3261 §9.1), sends CANCEL, and waits for the answer to that. */
    public SipResponse cancel() {
        await("a provisional answer", () -> responses.stream().anyMatch(SipResponse::isProvisional));
        phone().watch().update(this::sendCancel);
        await("an answer to CANCEL", () -> cancelled.isPresent());
        return phone().watch().read(() -> cancelled.orElseThrow());
    }

    /** Sends CANCEL and waits for nothing. */
    public OutgoingCall cancelAtOnce() {
        phone().watch().update(this::sendCancel);
        return this;
    }

    /** Waits until the 200 came a second time, as it does while it is not acknowledged (RFC 3261 §13.3.1.4). */
    public OutgoingCall awaitRepeatedAnswer() {
        await(
                "the 200 again",
                () -> responses.stream().filter(SipResponse::isSuccess).count() > 1);
        return this;
    }

    /** The ACK that {@link Dialling#withoutAcknowledging()} kept back; once more if it was sent. */
    public OutgoingCall acknowledge() {
        phone().watch().update(() -> sendAck(outcome.orElseThrow()));
        return this;
    }

    void start() {
        RequestEdit edit = phone().request(
                        Method.INVITE,
                        SipUri.of(dialling.number(), phone().settings().domain()),
                        SipUri.of(dialling.number(), phone().settings().domain()),
                        callId())
                .set("Contact", phone().contact().toString())
                .set("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, NOTIFY, UPDATE");
        if (dialling.offering()) {
            edit.body(PhoneSdp.CONTENT_TYPE, offer());
        }
        dialling.headers().forEach(edit::set);
        phone().remember(callId(), this);
        send(edit);
    }

    @Override
    boolean hasFailed() {
        return outcome.filter(response -> !response.isSuccess()).isPresent();
    }

    private String offer() {
        return dialling.offer(describe(dialling.codecs(), "sendrecv"));
    }

    private void send(RequestEdit edit) {
        SipRequest request = phone().complete(edit);
        invite = Optional.of(request);
        phone().line().exchange(request, phone().settings().server(), response -> responded(request, response));
    }

    private void responded(SipRequest request, SipResponse response) {
        responses.add(response);
        if (response.isProvisional()) {
            talkAs(response);
            response.header("RSeq")
                    .filter(number -> receipts.add(number))
                    .ifPresent(number -> receipt(request, response));
        } else if (response.isSuccess()) {
            answered(request, response);
        } else {
            phone().line()
                    .send(rejectionAck(request, response), phone().settings().server());
            boolean challenge = response.status() == 401 || response.status() == 407;
            Optional<Phone.Credentials> credentials =
                    challenge && !authenticated ? phone().answer(response, request) : Optional.empty();
            if (credentials.isPresent()) {
                authenticated = true;
                sendAgain(request, credentials.get());
            } else if (invite.filter(request::equals).isPresent() && outcome.isEmpty()) {
                outcome = Optional.of(response);
                end();
            }
        }
    }

    /** RFC 3262 §4: who says 100rel acknowledges, within the early dialog. */
    private void receipt(SipRequest request, SipResponse response) {
        if (dialog().isEmpty()) {
            establish(PhoneDialog.ofCaller(request, response));
        }
        String receipt = response.header("RSeq").orElseThrow() + " " + response.cseq();
        RequestEdit prack = requireDialog().next(Method.PRACK).set("RAck", receipt);
        if (!dialling.offering()) {
            // §5: what came was an offer.
            answerTo(response).ifPresent(sdp -> prack.body(PhoneSdp.CONTENT_TYPE, sdp));
            talkAs(response);
        } else if (dialling.reoffering()) {
            prack.body(PhoneSdp.CONTENT_TYPE, describe(dialling.codecs(), "sendrecv"));
        }
        phone().line().exchange(phone().complete(prack), nextHop(), pracked::add);
    }

    private Optional<String> answerTo(SipResponse offered) {
        return PhoneSdp.read(offered.body())
                .map(offer -> offer.inCommon(dialling.codecs()))
                .map(common -> describe(common, "sendrecv"));
    }

    /** What came back to our receipts of provisional answers. */
    public List<SipResponse> pracked() {
        return phone().watch().read(() -> List.copyOf(pracked));
    }

    private void sendAgain(SipRequest request, Phone.Credentials credentials) {
        long next = request.cseq().number() + 1;
        send(request.edit().popVia().set("CSeq", next + " INVITE").set(credentials.header(), credentials.value()));
    }

    private void answered(SipRequest request, SipResponse response) {
        boolean first = outcome.isEmpty();
        if (first) {
            outcome = Optional.of(response);
            if (dialog().isEmpty()) {
                establish(PhoneDialog.ofCaller(request, response));
            }
        }
        if (dialling.acknowledging() || acknowledgement.isPresent()) {
            sendAck(response);
        }
        if (first && dialling.offering()) {
            talkAs(response);
        }
    }

    /** The same ACK for each repetition of the 2xx (§13.2.2.4). */
    private void sendAck(SipResponse response) {
        if (acknowledgement.isEmpty()) {
            RequestEdit edit = requireDialog().ack(response.cseq().number());
            if (!dialling.offering()) {
                answerTo(response).ifPresent(sdp -> edit.body(PhoneSdp.CONTENT_TYPE, sdp));
                talkAs(response);
            }
            acknowledgement = Optional.of(phone().complete(edit));
        }
        phone().line().send(acknowledgement.orElseThrow(), nextHop());
    }

    private void sendCancel() {
        SipRequest request = invite.orElseThrow();
        SipRequest cancel = SipRequest.create(Method.CANCEL, request.requestUri())
                .pushVia(request.topVia())
                .set("From", request.from().toString())
                .set("To", request.to().toString())
                .set("Call-ID", request.callId())
                .set("CSeq", request.cseq().number() + " CANCEL")
                .set("Max-Forwards", "70")
                .build();
        phone().line().exchange(cancel, phone().settings().server(), response -> cancelled = Optional.of(response));
    }
}
