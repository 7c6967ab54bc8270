package io.carillon.protocol.sip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which provisional response a PRACK acknowledges (RFC 3262 §7.2).
 *
 * @param number the response's RSeq, 1 to 2^32 - 1
 * @param invite the CSeq of the request it answers
 */
public record RAck(long number, CSeq invite) {
    /** The header's name. */
    public static final String HEADER = "RAck";

    /** The header that numbers a provisional response (RFC 3262 §7.1). */
    public static final String NUMBER = "RSeq";

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,10})\\s+(\\d{1,10})\\s+(\\S+)");

    /** Of a PRACK; empty where the header is missing or cannot be read. */
    public static Optional<RAck> of(SipRequest prack) {
        return prack.header(HEADER)
                .map(WRITTEN::matcher)
                .filter(Matcher::matches)
                .filter(parts -> Tokens.isToken(parts.group(3)) && Long.parseLong(parts.group(2)) <= CSeq.MAX_NUMBER)
                .map(parts -> new RAck(
                        Long.parseLong(parts.group(1)),
                        new CSeq(Long.parseLong(parts.group(2)), Method.of(parts.group(3)))));
    }

    /** For a provisional response that wants a receipt; empty for any other, and for one without a number. */
    public static Optional<RAck> to(SipResponse provisional) {
        return provisional
                .header(NUMBER)
                .filter(number -> number.matches("\\d{1,10}"))
                .map(number -> new RAck(Long.parseLong(number), provisional.cseq()));
    }

    @Override
    public String toString() {
        return number + " " + invite;
    }
}
