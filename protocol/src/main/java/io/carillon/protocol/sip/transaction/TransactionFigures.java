package io.carillon.protocol.sip.transaction;

/**
 * What a layer counted since it started, and what it holds now.
 *
 * @param openServer server transactions now
 * @param answered answered non-INVITE requests still remembered
 * @param accepted INVITEs answered 2xx less than 64*T1 ago
 * @param acknowledged INVITEs refused whose ACK came less than T4 ago
 * @param client client transactions now
 * @param settled INVITEs of ours whose users are done with them, still remembered for a further 2xx or the same refusal
 * @param completed other requests of ours that had their final response less than T4 ago
 * @param retransmissionsReceived requests that came again
 * @param retransmissionsSent messages we sent again
 * @param timedOut requests of ours that got no final response
 * @param unacknowledged final responses to INVITE without an ACK
 * @param refused requests answered 503 because the table was full
 * @param forgotten answers dropped before their time because the table was full
 * @param merged requests answered 482
 * @param foreignResponses responses dropped because their Via is not ours (RFC 3261 §18.1.2)
 */
public record TransactionFigures(
        int openServer,
        int answered,
        int accepted,
        int acknowledged,
        int client,
        int settled,
        int completed,
        long retransmissionsReceived,
        long retransmissionsSent,
        long timedOut,
        long unacknowledged,
        long refused,
        long forgotten,
        long merged,
        long foreignResponses) {}
