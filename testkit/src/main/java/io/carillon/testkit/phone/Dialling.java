package io.carillon.testkit.phone;

import io.carillon.testkit.rtp.Codec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An INVITE in the making; {@link #call()} sends it. */
public final class Dialling {

    private final Phone phone;
    private final String number;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private List<Codec> codecs;
    private Optional<String> description = Optional.empty();
    private boolean offering = true;
    private boolean acknowledging = true;

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
        description = Optional.of(sdp);
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

    Optional<String> description() {
        return description;
    }

    boolean offering() {
        return offering;
    }

    boolean acknowledging() {
        return acknowledging;
    }
}
