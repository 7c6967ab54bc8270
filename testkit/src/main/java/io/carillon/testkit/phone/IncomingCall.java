package io.carillon.testkit.phone;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.rtp.Codec;
import io.carillon.testkit.sound.Tone;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call that came to this phone. Nothing is answered but what the test says. */
public final class IncomingCall extends PhoneCall {

    private final SipRequest invite;
    private final InetSocketAddress source;
    private final String tag = Phone.token();
    private Optional<SipResponse> outcome = Optional.empty();
    private Optional<SipRequest> cancel = Optional.empty();
    private boolean acknowledged;
    private boolean acknowledgedEarly;
    private final Tone tone;
    private final List<IncomingCall> forks = new ArrayList<>();
    private List<Codec> understood;

    IncomingCall(Phone phone, SipRequest invite, InetSocketAddress source) {
        this(phone, invite, source, phone.tone());
    }

    private IncomingCall(Phone phone, SipRequest invite, InetSocketAddress source, Tone tone) {
        super(phone, invite.callId());
        this.invite = invite;
        this.source = source;
        this.tone = tone;
        this.understood = phone.settings().codecs();
    }

    /**
     * The same INVITE at another phone, as if this one were a proxy that forks (RFC 3261 §16.7): a dialog, a description and
     * a tone of its own.
     */
    public IncomingCall forked(int hertz, Codec... codecs) {
        IncomingCall other = new IncomingCall(phone(), invite, source, new Tone(hertz));
        other.understood = List.of(codecs);
        phone().watch().update(() -> forks.add(other));
        return other;
    }

    @Override
    public Tone tone() {
        return tone;
    }

    @Override
    List<Codec> understood() {
        return understood;
    }

    /** The INVITE as it came. */
    public SipRequest invite() {
        return invite;
    }

    /** What the phone's display shows first. */
    public String callerName() {
        return invite.from().displayName().orElse("");
    }

    /** And below it. */
    public String callerNumber() {
        return invite.from().uri().user().orElse("");
    }

    public IncomingCall ring() {
        return provisional(180);
    }

    /** A provisional answer without a description. */
    public IncomingCall provisional(int status) {
        phone().watch().update(() -> {
            if (status > 100 && dialog().isEmpty()) {
                establish(PhoneDialog.ofCallee(invite, tag));
            }
            respond(invite, source, response(status));
        });
        return this;
    }

    /** 183 with a description: early media. */
    public IncomingCall progress() {
        phone().watch()
                .update(() -> answerTo(invite)
                        .ifPresent(sdp -> respond(invite, source, response(183).body(PhoneSdp.CONTENT_TYPE, sdp))));
        phone().watch().update(() -> talkAs(invite));
        return this;
    }

    /** 183 with a description that the caller has to acknowledge (RFC 3262); waits for the PRACK. */
    public IncomingCall progressReliably() {
        phone().watch().update(() -> {
            establish(PhoneDialog.ofCallee(invite, tag));
            answerTo(invite)
                    .ifPresent(sdp -> respond(
                            invite,
                            source,
                            response(183)
                                    .set("Require", "100rel")
                                    .set("RSeq", "17")
                                    .body(PhoneSdp.CONTENT_TYPE, sdp)));
            talkAs(invite);
        });
        await("the PRACK", () -> acknowledgedEarly);
        return this;
    }

    /** Answers with what both have in common, or refuses with 488; waits for the ACK. */
    public IncomingCall answer() {
        answerAtOnce();
        await("the ACK", () -> acknowledged);
        return this;
    }

    /** The same without waiting. */
    public IncomingCall answerAtOnce() {
        phone().watch().update(() -> {
            if (dialog().isEmpty()) {
                establish(PhoneDialog.ofCallee(invite, tag));
            }
            answerTo(invite)
                    .ifPresentOrElse(
                            sdp -> conclude(response(200)
                                    .body(PhoneSdp.CONTENT_TYPE, sdp)
                                    .build()),
                            () -> conclude(response(488).build()));
            talkAs(invite);
        });
        return this;
    }

    /** Answers without a description, which an earlier provisional answer has had (RFC 3262 §5); waits for the ACK. */
    public IncomingCall answerWithoutDescription() {
        phone().watch().update(() -> conclude(response(200).build()));
        await("the ACK", () -> acknowledged);
        return this;
    }

    /** Refuses and waits for the ACK. */
    public void reject(int status) {
        reject(status, Map.of());
    }

    public void reject(int status, Map<String, String> headers) {
        phone().watch().update(() -> {
            ResponseEdit response = response(status);
            headers.forEach(response::set);
            conclude(response.build());
            end();
        });
        await("the ACK", () -> acknowledged);
    }

    /** Sends the caller elsewhere: 302 with this URI. */
    public void redirect(String uri) {
        reject(302, Map.of("Contact", "<" + uri + ">"));
    }

    /** Waits for the CANCEL and gives it back. */
    public SipRequest awaitCancelled() {
        return awaitCancelled(Phone.PATIENCE);
    }

    public SipRequest awaitCancelled(Duration limit) {
        await("a CANCEL", limit, () -> cancel.isPresent());
        return phone().watch().read(() -> cancel.orElseThrow());
    }

    public boolean cancelled() {
        return phone().watch().read(() -> cancel.isPresent());
    }

    @Override
    boolean hasFailed() {
        return cancel.isPresent() && !isAnswered();
    }

    @Override
    void request(SipRequest request, InetSocketAddress from) {
        Optional<IncomingCall> forked = forks.stream()
                .filter(fork -> request.to().tag().equals(Optional.of(fork.tag)))
                .findFirst();
        if (forked.isPresent()) {
            forked.get().request(request, from);
        } else if (request.is(Method.CANCEL)) {
            cancelled(request, from);
        } else if (request.is(Method.ACK)) {
            acknowledged(request);
        } else if (request.is(Method.INVITE) && request.to().tag().isEmpty()) {
            // A second branch of one call to this phone (a loop or a fork); a phone says so (RFC 3261 §8.2.2.2).
            respond(request, from, request.response(482).toTag(Phone.token()));
        } else {
            acknowledgedEarly |=
                    request.is(Method.PRACK) && request.header("RAck").equals(Optional.of("17 " + invite.cseq()));
            super.request(request, from);
        }
    }

    private void cancelled(SipRequest request, InetSocketAddress from) {
        respond(request, from, request.response(200).toTag(tag));
        if (outcome.isEmpty()) {
            cancel = Optional.of(request);
            conclude(response(487).build());
            end();
        }
    }

    private void acknowledged(SipRequest ack) {
        boolean first = !acknowledged;
        acknowledged = true;
        if (first && invite.body().length == 0) {
            talkAs(ack);
        }
        super.request(ack, source);
    }

    private boolean isAnswered() {
        return outcome.filter(SipResponse::isSuccess).isPresent();
    }

    /** A final answer, repeated until it is acknowledged (RFC 3261 §13.3.1.4, §17.2.1). */
    private void conclude(SipResponse response) {
        if (outcome.isPresent()) {
            return;
        }
        outcome = Optional.of(response);
        phone().line().respond(invite, source, response);
        phone().line().repeat(() -> {
            if (!acknowledged) {
                phone().line().send(response, source);
            }
            return !acknowledged;
        });
    }

    private ResponseEdit response(int status) {
        ResponseEdit response = invite.response(status).toTag(tag);
        invite.recordRoutes().forEach(route -> response.add("Record-Route", route.toString()));
        return status < 300 ? response.set("Contact", phone().contact().toString()) : response;
    }
}
