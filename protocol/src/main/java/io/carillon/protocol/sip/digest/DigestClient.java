package io.carillon.protocol.sip.digest;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The client side of digest for one account (RFC 3261 §22.2, §22.3): answers 401 and 407. It counts how often it uses a
 * nonce, so keep one a server. Used on one thread.
 */
public final class DigestClient {
    private final String user;
    private final String password;
    private final Supplier<String> cnonces;
    private String lastNonce = "";
    private long nonceCount;

    /** @param cnonces a fresh random token each time */
    public DigestClient(String user, String password, Supplier<String> cnonces) {
        this.user = user;
        this.password = password;
        this.cnonces = cnonces;
    }

    /**
     * The request again with credentials and the next CSeq (§22.2: a new transaction, same Call-ID and From tag).
     *
     * @param request as it was given to the transaction layer, without our Via
     * @return empty if nothing in the answer can be met, or if it refuses what was already tried
     */
    public Optional<SipRequest> answer(SipRequest request, SipResponse answer) {
        boolean proxy = answer.status() == 407;
        String credentialsHeader = proxy ? "Proxy-Authorization" : "Authorization";
        Optional<Challenge> met = answer.headers(proxy ? "Proxy-Authenticate" : "WWW-Authenticate").stream()
                .flatMap(header -> Challenge.parse(header).stream())
                .findFirst();
        if (met.isEmpty()
                || (alreadyTried(request, credentialsHeader, met.get())
                        && !met.get().stale())) {
            return Optional.empty();
        }
        return Optional.of(request.edit()
                .set("CSeq", request.cseq().number() + 1 + " " + request.method())
                .set(credentialsHeader, credentials(met.get(), request).header())
                .build());
    }

    private static boolean alreadyTried(SipRequest request, String header, Challenge challenge) {
        List<String> tried = request.headers(header);
        return tried.stream()
                .flatMap(each -> Credentials.parse(each).stream())
                .anyMatch(each -> each.realm().equals(challenge.realm()));
    }

    /** Credentials for a request, for sending them unasked with a nonce known from before. */
    public Credentials credentials(Challenge challenge, SipRequest request) {
        Ha1 ha1 = Ha1.of(challenge.algorithm(), user, challenge.realm(), password);
        Optional<Credentials.Sealing> sealing = challenge.qopAuth()
                ? Optional.of(Credentials.Sealing.of(cnonces.get(), nextCount(challenge.nonce())))
                : Optional.empty();
        return Credentials.answering(
                challenge, user, ha1, request.method(), request.requestUri().toString(), sealing);
    }

    private long nextCount(String nonce) {
        nonceCount = nonce.equals(lastNonce) ? nonceCount + 1 : 1;
        lastNonce = nonce;
        return nonceCount;
    }
}
