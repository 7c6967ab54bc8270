package io.carillon.config.sip;

import io.carillon.config.Position;
import io.carillon.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A section of {@code sip.conf} that is neither {@code [general]} nor a template: one phone or trunk, with what it
 * inherits already filled in.
 *
 * @param at its section header
 */
public record Account(
        String name,
        AccountType type,
        Credentials credentials,
        Contacts contacts,
        Calls calls,
        Media media,
        Identity identity,
        Position at) {

    /**
     * How an account proves itself, and how we prove ourselves to it.
     *
     * @param secret its password; an account with neither this nor {@code md5secret} is not challenged
     * @param md5secret MD5 of {@code user:realm:password} in hexadecimal, in place of the password
     * @param username {@code defaultuser=} or {@code username=}: the name sent to it in requests and credentials
     * @param fromUser the user part of From towards it
     * @param fromDomain the host part of From towards it
     * @param remoteSecret the password we answer its challenges with, when it is not {@code secret}
     */
    public record Credentials(
            Optional<Secret> secret,
            Optional<Secret> md5secret,
            Optional<String> username,
            Optional<String> fromUser,
            Optional<String> fromDomain,
            Optional<Secret> remoteSecret,
            Insecure insecure) {}

    /**
     * Where it may be.
     *
     * @param maximum of contacts at a time; one more replaces the one refreshed longest ago
     * @param permitted addresses that requests may come from
     * @param permittedContacts addresses that may be registered
     * @param qualify how it is asked whether it is there; empty: not asked
     */
    public record Contacts(
            Host host,
            int maximum,
            Nat nat,
            AccessList permitted,
            AccessList permittedContacts,
            Optional<String> outboundProxy,
            Optional<Qualify> qualify) {}

    /**
     * What its calls may do.
     *
     * @param context of the dial plan where its calls begin
     * @param limit {@code call-limit}: calls at a time, both ways
     * @param busyLevel calls at a time from which on it counts as busy
     * @param variables {@code setvar}: set on its calls
     */
    public record Calls(
            String context,
            CallerId callerId,
            List<MailboxName> mailboxes,
            Optional<String> language,
            OptionalInt limit,
            OptionalInt busyLevel,
            Map<String, String> variables,
            SessionTimers sessionTimers) {
        public Calls {
            mailboxes = List.copyOf(mailboxes);
            variables = Map.copyOf(variables);
        }
    }

    /**
     * What its sound may be.
     *
     * @param codecs in order of preference
     */
    public record Media(List<Codec> codecs, DtmfMode dtmf, DirectMedia directMedia) {
        public Media {
            codecs = List.copyOf(codecs);
        }
    }

    /**
     * What it is told of callers, and what it may tell.
     *
     * @param trusted {@code trustrpid}: who calls is what its P-Asserted-Identity or Remote-Party-ID says
     * @param anonymous {@code callingpres=prohib…}: those it calls do not learn who it is
     */
    public record Identity(SentIdentity sent, boolean trusted, boolean anonymous) {}

    /** Whether requests must carry a digest. */
    public boolean isChallenged() {
        return credentials.secret().isPresent() || credentials.md5secret().isPresent();
    }
}
