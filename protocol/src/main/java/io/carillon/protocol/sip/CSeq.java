package io.carillon.protocol.sip;

/** Command sequence (RFC 3261 §20.16): a number below 2^31 (§8.1.1.5) and the method of the request. */
public record CSeq(long number, Method method) {
    /** RFC 3261 §8.1.1.5: less than 2**31. */
    public static final long MAX_NUMBER = (1L << 31) - 1;

    public CSeq {
        if (number < 0 || number > MAX_NUMBER) {
            throw new IllegalArgumentException("CSeq out of range: " + number);
        }
    }

    @Override
    public String toString() {
        return number + " " + method.name();
    }
}
