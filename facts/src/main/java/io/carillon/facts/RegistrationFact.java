package io.carillon.facts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Facts of {@code carillon.registrations}: where accounts can be reached, and who failed to prove who they are. */
public sealed interface RegistrationFact extends Fact {

    /** Returns the address of record, for a refused request the one that was claimed. */
    String aor();

    @Override
    default Topic topic() {
        return Topic.REGISTRATIONS;
    }

    @Override
    default String key() {
        return aor();
    }

    /**
     * A contact was bound to an address of record (RFC 3261 §10.3). A refresh of a binding that stands is no fact.
     *
     * @param contact the contact URI as the phone wrote it
     * @param expires when the binding ends unless it is refreshed; empty for a permanent binding
     * @param source address and port the REGISTER came from
     * @param transport UDP, TCP, TLS or WS
     * @param path the Path URIs, first hop first (RFC 3327)
     * @param instance {@code +sip.instance} of the contact (RFC 5626)
     * @param callId the Call-ID of the REGISTER
     */
    record BindingAdded(
            String id,
            Instant time,
            String aor,
            String account,
            String contact,
            Optional<Instant> expires,
            String source,
            String transport,
            List<String> path,
            Optional<String> instance,
            OptionalInt regId,
            Optional<String> userAgent,
            String callId)
            implements RegistrationFact {
        public BindingAdded {
            path = List.copyOf(path);
        }
    }

    /** Why a binding was taken away. */
    enum Removal {
        /** The phone asked for it: {@code Expires: 0}, or {@code Contact: *}. */
        UNREGISTERED,
        /** A newer binding took its place. */
        REPLACED,
        /** Somebody removed it over HTTP. */
        ADMINISTRATOR,
        /** The account is gone or may no longer register. */
        ACCOUNT_REMOVED
    }

    /**
     * A binding was taken away before its time.
     *
     * @param callId the Call-ID of the REGISTER that removed it, if one did
     */
    record BindingRemoved(
            String id,
            Instant time,
            String aor,
            String account,
            String contact,
            Removal reason,
            Optional<String> callId)
            implements RegistrationFact {}

    /**
     * A binding ran out without a refresh.
     *
     * @param time when the sweep found it
     * @param expired when it ran out
     */
    record BindingExpired(String id, Instant time, String aor, String account, String contact, Instant expired)
            implements RegistrationFact {}

    /** Why credentials were refused; the phone is never told which. */
    enum Refusal {
        UNKNOWN_ACCOUNT,
        WRONG_PASSWORD,
        /** The nonce was not issued by us, or not for this account. */
        FORGED_NONCE,
        /** The nonce count was used before. */
        REPLAYED,
        /** The account may not do this from there, or not at all. */
        NOT_ALLOWED
    }

    /**
     * A request was refused because its credentials were. The claimed address of record may not exist.
     *
     * @param method the request's method
     * @param source address and port it came from
     */
    record AuthenticationFailed(
            String id,
            Instant time,
            String aor,
            String method,
            Refusal reason,
            String source,
            Optional<String> userAgent,
            String callId)
            implements RegistrationFact {}

    /** Who is refused unseen after too many failures. */
    enum Scope {
        /** The address, with every account that has not proved itself from there within a day. */
        ADDRESS,
        /** The account, to whoever has failed to be it. */
        ACCOUNT,
        /** The account at this address, which had proved itself from there. */
        LOGIN
    }

    /**
     * Log-ins failed too often: until a time, requests are refused without a look at their credentials. Told once for
     * each time, by the replica that refuses; nothing is told of what it refuses.
     *
     * @param aor the account that was claimed last
     * @param address the last failure's, without a port; an IPv6 address stands for its /64
     * @param failures within the window
     */
    record LoginsRefused(String id, Instant time, String aor, Scope scope, String address, int failures, Instant until)
            implements RegistrationFact {}
}
