package io.carillon.testkit.phone;

import io.carillon.testkit.rtp.Codec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An INVITE in the making; {@link #call()} sends it. */
public final class Dialling {

    private final Phone phone;
    private final String number;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private List<Codec> codecs;
    private UnaryOperator<String> description = own -> own;
    private boolean offering = true;
    private boolean acknowledging = true;
    private boolean reoffering;

    Dialling(Phone phone, String number) {
        this.phone = phone;
        this.number = number;
        this.codecs = phone.settings().codecs();
    }

    /** Sets a header, also one that the phone would write itself. */
    public Dialling header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Dialling codecs(Codec... offered) {
        codecs = List.of(offered);
        return this;
    }

    /** Sends this text as the session description instead of an offer of its own. */
    public Dialling description(String sdp) {
        return describedAs(_ -> sdp);
    }

    /** Sends what is made of its own offer instead; a type other than the usual one is to be told by {@link #header}. */
    public Dialling describedAs(UnaryOperator<String> body) {
        description = body;
        return this;
    }

    /** No offer: the other side makes one in its 200, and the answer is in the ACK (RFC 3261 §13.2.1). */
    public Dialling withoutOffer() {
        offering = false;
        return this;
    }

    /** A 200 is not acknowledged until {@link OutgoingCall#acknowledge()}. */
    public Dialling withoutAcknowledging() {
        acknowledging = false;
        return this;
    }

    /** Each receipt of a provisional answer has a new offer (RFC 3262 §5). */
    public Dialling offeringAgainInReceipts() {
        reoffering = true;
        return this;
    }

    public OutgoingCall call() {
        OutgoingCall call = new OutgoingCall(phone, this);
        phone.watch().update(call::start);
        return call;
    }

    String number() {
        return number;
    }

    Map<String, String> headers() {
        return headers;
    }

    List<Codec> codecs() {
        return new ArrayList<>(codecs);
    }

    String offer(String own) {
        return description.apply(own);
    }

    boolean offering() {
        return offering;
    }

    boolean reoffering() {
        return reoffering;
    }

    boolean acknowledging() {
        return acknowledging;
    }
}
