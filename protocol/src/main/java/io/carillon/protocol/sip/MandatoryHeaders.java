package io.carillon.protocol.sip;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message's headers will do: the mandatory ones there (RFC 3261 §8.1.1; Max-Forwards may miss, as in RFC 2543)
 * and every header that has an accessor readable.
 */
final class MandatoryHeaders {
    private static final int VIA = 1;
    private static final int FROM = 2;
    private static final int TO = 4;
    private static final int CALL_ID = 8;
    private static final int CSEQ = 16;
    private static final int ALL = 31;

    private MandatoryHeaders() {}

    /** The first fault in words of ours; {@code method} is that of the request, null for a response. */
    static Optional<String> fault(HeaderField[] fields, @Nullable Method method) {
        int seen = 0;
        for (HeaderField field : fields) {
            try {
                seen |= check(field);
                if (method != null
                        && field.is(HeaderNames.CSEQ)
                        && !field.cseq().method().equals(method)) {
                    return Optional.of("CSeq method is not that of the request");
                }
            } catch (BadSyntax e) {
                return Optional.of("bad " + field.name);
            }
        }
        return seen == ALL ? Optional.empty() : Optional.of("missing " + name(Integer.lowestOneBit(~seen & ALL)));
    }

    /** The bit of a mandatory header, 0 for another. */
    static int check(HeaderField field) throws BadSyntax {
        return switch (field.name) {
            case HeaderNames.VIA -> {
                field.via();
                yield VIA;
            }
            case HeaderNames.FROM -> {
                field.address();
                yield FROM;
            }
            case HeaderNames.TO -> {
                field.address();
                yield TO;
            }
            case HeaderNames.CSEQ -> {
                field.cseq();
                yield CSEQ;
            }
            case HeaderNames.CALL_ID -> {
                require(!field.value.isEmpty() && field.value.indexOf(' ') < 0, field);
                yield CALL_ID;
            }
            default -> {
                optional(field);
                yield 0;
            }
        };
    }

    private static void optional(HeaderField field) throws BadSyntax {
        switch (field.name) {
            case HeaderNames.CONTACT -> {
                if (field.isAddress()) {
                    field.address();
                }
            }
            case HeaderNames.ROUTE, HeaderNames.RECORD_ROUTE, HeaderNames.PATH -> field.address();
            case HeaderNames.MAX_FORWARDS ->
                require(Tokens.number(field.value, MessageLimits.MAX_FORWARDS) >= 0, field);
            default -> {}
        }
    }

    private static void require(boolean holds, HeaderField field) throws BadSyntax {
        if (!holds) {
            throw new BadSyntax(field.name);
        }
    }

    private static String name(int bit) {
        return switch (bit) {
            case VIA -> HeaderNames.VIA;
            case FROM -> HeaderNames.FROM;
            case TO -> HeaderNames.TO;
            case CALL_ID -> HeaderNames.CALL_ID;
            default -> HeaderNames.CSEQ;
        };
    }

    static boolean complete(int seen) {
        return seen == ALL;
    }
}
