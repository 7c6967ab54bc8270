package io.carillon.protocol.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answer to a request that could be read only in part: possible when its mandatory headers can be echoed. */
final class Refusal {
    private Refusal() {}

    static Optional<SipResponse> of(Method method, HeaderField[] read, int status, String cause) {
        if (method.equals(Method.ACK)) {
            return Optional.empty();
        }
        List<HeaderField> echoed = new ArrayList<>();
        int seen = 0;
        for (HeaderField field : read) {
            int bit = mandatory(field);
            boolean again = (seen & bit) != 0 && !field.is(HeaderNames.VIA);
            if (bit != 0 && !again) {
                seen |= bit;
                echoed.add(field);
            }
        }
        if (!MandatoryHeaders.complete(seen)) {
            return Optional.empty();
        }
        String reason = ReasonPhrase.of(status) + " (" + cause + ")";
        return Optional.of(ResponseEdit.answering(echoed.toArray(HeaderField[]::new), status, reason)
                .toTag(tag(echoed))
                .build());
    }

    /** No state is kept, and each retransmission must get the same (RFC 3261 §8.2.7). */
    private static String tag(List<HeaderField> echoed) {
        int hash = 0;
        for (HeaderField field : echoed) {
            hash = 31 * hash + field.value.hashCode();
        }
        return Integer.toHexString(hash);
    }

    /** The bit of a mandatory header that can be echoed; another counts as missing. */
    private static int mandatory(HeaderField field) {
        try {
            // A lone CR or a NUL that we refuse must not go out in our own answer.
            return Tokens.hasControl(field.value) ? 0 : MandatoryHeaders.check(field);
        } catch (BadSyntax e) {
            return 0;
        }
    }
}
