package io.carillon.proxy.call;

import io.carillon.proxy.account.Account;
import java.util.Optional;

/**
 * Who takes the place of a party of a call (RFC 3891).
 *
 * @param callId of its dialog
 * @param approach how it is told where its media goes from now on
 */
record Newcomer(Account account, String callId, MediaParty media, Approach approach) {
    sealed interface Approach {
        /** It comes from another call and gets an offer of ours in a re-INVITE. */
        record Connected() implements Approach {}

        /** It has sent an INVITE and waits for our answer, or, where it offers nothing, for our offer. */
        record Inviting(Optional<String> offer) implements Approach {}
    }
}
