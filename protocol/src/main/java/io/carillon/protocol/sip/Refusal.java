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
            int bit = bit(field.name);
            boolean repeats = (seen & bit) != 0 && bit != 1;
            if (bit == 0 || repeats) {
                continue;
            }
            if (!readable(field)) {
                return Optional.empty();
            }
            seen |= bit;
            echoed.add(field);
        }
        if (seen != 31) {
            return Optional.empty();
        }
        String reason = ReasonPhrase.of(status) + " (" + cause + ")";
        return Optional.of(ResponseEdit.answering(echoed.toArray(HeaderField[]::new), status, reason)
                .build());
    }

    private static int bit(String name) {
        return switch (name) {
            case HeaderNames.VIA -> 1;
            case HeaderNames.FROM -> 2;
            case HeaderNames.TO -> 4;
            case HeaderNames.CALL_ID -> 8;
            case HeaderNames.CSEQ -> 16;
            default -> 0;
        };
    }

    private static boolean readable(HeaderField field) {
        try {
            switch (field.name) {
                case HeaderNames.VIA -> field.via();
                case HeaderNames.FROM, HeaderNames.TO -> field.address();
                case HeaderNames.CSEQ -> field.cseq();
                default -> {}
            }
            return true;
        } catch (BadSyntax e) {
            return false;
        }
    }
}
