package io.carillon.proxy.call;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.digest.DigestClient;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.Provider;
import io.carillon.proxy.signalling.Signalling;
import java.util.Optional;

/** Who we are to a party that challenges our requests (RFC 3261 §22.2, §22.3). Of one leg; owned by the signalling loop. */
final class OurCredentials {
    /** Of one request: a proxy's challenge, the party's own, and one whose nonce was stale. */
    private static final int MOST_ANSWERS = 3;

    private final Optional<DigestClient> digest;

    private OurCredentials(Optional<DigestClient> digest) {
        this.digest = digest;
    }

    static OurCredentials towards(Account party, Signalling signalling) {
        Provider provider = party.provider();
        String user = provider.username().or(provider::fromUser).orElse(party.name());
        return new OurCredentials(provider.secret()
                .map(secret -> new DigestClient(
                        user, secret.reveal(), signalling.transactions().identifiers()::tag)));
    }

    /**
     * The request again with credentials and the next CSeq, if that is what the response wants and we have any.
     *
     * @param request as it was made, without our Via
     * @param answered how many challenges of this request have been answered before
     */
    Optional<SipRequest> answer(SipRequest request, SipResponse response, int answered) {
        boolean challenged = response.status() == 401 || response.status() == 407;
        return challenged && answered < MOST_ANSWERS
                ? digest.flatMap(client -> client.answer(request, response))
                : Optional.empty();
    }
}
