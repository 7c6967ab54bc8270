package io.carillon.protocol.sip.transaction;

/**
 * How many transactions a layer holds at most.
 *
 * @param open server transactions that wait for a response of ours, or for the ACK to a refusal; beyond, requests get 503.
 *     As many refused INVITEs whose ACK has come are kept for T4; beyond, the oldest are forgotten
 * @param reserved how many of the open ones, and of the client transactions, are kept free for requests within dialogs and
 *     for our CANCELs: new requests get 503, and ours fail, that much earlier, so that calls in progress can still be
 *     ended when new ones fill the table
 * @param source new requests of one address that are open and have no 2xx yet; beyond, its next ones get 503
 * @param answered non-INVITE requests answered in the last 64*T1 and a little longer, kept for their retransmissions;
 *     beyond, the oldest are forgotten, and a late retransmission of theirs counts as new
 * @param accepted INVITEs answered 2xx in the same time, kept for their retransmissions, ACKs and CANCELs; beyond,
 *     the oldest are forgotten, and a late retransmission of theirs counts as new. As many of our own, whose users
 *     are done with them, are kept for a further 2xx or the same refusal
 * @param client client transactions; beyond, a new one fails at once as if by its transport. As many that are completed
 *     are kept for T4
 */
public record TransactionLimits(int open, int reserved, int source, int answered, int accepted, int client) {
    /**
     * About 20 KB an open INVITE, 6 KB a client transaction, 1 KB an answer kept, 0.5 KB an accepted INVITE, one acknowledged or
     * a completed request, and 1.5 KB an INVITE of ours: below 450 MB in the worst case, 20 MB in a flood of REGISTERs. One address may be a whole office behind a NAT, or the only proxy of a registrar, and still leaves room for others.
     */
    public static final TransactionLimits DEFAULT = new TransactionLimits(10_000, 2_000, 5_000, 20_000, 40_000, 20_000);

    public TransactionLimits {
        boolean room = reserved >= 0 && reserved < Math.min(open, client);
        if (!room || source < 1 || answered < 1 || accepted < 1) {
            throw new IllegalArgumentException("open " + open + ", reserved " + reserved + ", source " + source
                    + ", answered " + answered + ", client " + client);
        }
    }
}
