package io.carillon.registrar.registration;

import io.carillon.protocol.sip.SipUri;
import java.util.Optional;

/**
 * A contact URI as the phone wrote it. {@link #equals} compares texts; whether two of them are the same contact is asked
 * of {@link #names}.
 */
public record ContactUri(String text) {

    /**
     * Whether both URIs name the same contact by RFC 3261 §19.1.4. A phone that refreshes writes its contact as it did
     * before, so the texts are compared first and URIs are seldom parsed.
     */
    public boolean names(ContactUri other) {
        if (text.equals(other.text)) {
            return true;
        }
        Optional<SipUri> mine = SipUri.tryParse(text);
        return mine.isPresent() && mine.equals(SipUri.tryParse(other.text));
    }

    @Override
    public String toString() {
        return text;
    }
}
