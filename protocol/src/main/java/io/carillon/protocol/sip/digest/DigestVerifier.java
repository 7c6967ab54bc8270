package io.carillon.protocol.sip.digest;

import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.digest.NonceIssuer.Genuine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The server side of digest (RFC 3261 §22, RFC 7616, RFC 8760). The account is the user of the From; a digest user that
 * is another is refused. Unknown users, wrong passwords and stolen user names take the same way and the same time. Used
 * on one thread.
 */
public final class DigestVerifier {
    /** In whose name we challenge: a UAS and registrar (401) or a proxy (407). */
    public enum Role {
        USER_AGENT("WWW-Authenticate", "Authorization", 401),
        PROXY("Proxy-Authenticate", "Proxy-Authorization", 407);

        private final String challengeHeader;
        private final String credentialsHeader;
        private final int status;

        Role(String challengeHeader, String credentialsHeader, int status) {
            this.challengeHeader = challengeHeader;
            this.credentialsHeader = credentialsHeader;
            this.status = status;
        }
    }

    public sealed interface Verdict {
        /** The request is the account's own. */
        record Verified(String account) implements Verdict {}

        /** No usable credentials: answer with {@link #challenge}. */
        record ChallengeIt(boolean stale) implements Verdict {}

        /** Answer 403, whatever the reason; it is for our own log and facts. */
        record Refused(Reason reason) implements Verdict {}
    }

    /** Why credentials were refused. */
    public enum Reason {
        UNKNOWN_ACCOUNT,
        WRONG_PASSWORD,
        OTHER_USER,
        OTHER_URI
    }

    private final Role role;
    private final String realm;
    private final List<HashAlgorithm> offered;
    private final NonceIssuer nonces;
    private final Map<HashAlgorithm, Ha1> nobody;

    /** @param offered the algorithms to challenge with, in this order; phones of the pjsip family read the first only */
    public DigestVerifier(Role role, String realm, List<HashAlgorithm> offered, NonceIssuer nonces) {
        this.role = role;
        this.realm = realm;
        this.offered = List.copyOf(offered);
        this.nonces = nonces;
        this.nobody = offered.stream().collect(Collectors.toMap(Function.identity(), a -> Ha1.of(a, "", realm, "")));
    }

    /** The account a request claims to come from. */
    public static String claimedAccount(SipRequest request) {
        return request.from().uri().plainUser().orElse("");
    }

    /**
     * @param source the address that the request came from: a nonce that another one was given is worth nothing here,
     *     so that nobody can fail in the name of an address where he does not hear the challenge
     * @param lookup asked once, with {@link #claimedAccount}, and only when there are credentials to judge
     */
    public Verdict verify(
            SipRequest request, String source, Function<String, Optional<AccountSecret>> lookup, Instant now) {
        return verify(request, source, claimedAccount(request), lookup, now);
    }

    /** The same for a request that is known to be this account's by where it comes from, whoever its From names. */
    public Verdict verify(
            SipRequest request,
            String source,
            String account,
            Function<String, Optional<AccountSecret>> lookup,
            Instant now) {
        Optional<Credentials> given = credentials(request);
        Optional<Genuine> nonce =
                given.flatMap(credentials -> nonces.read(credentials.nonce(), holder(source, account)));
        if (given.isEmpty() || nonce.isEmpty()) {
            return new Verdict.ChallengeIt(false);
        }
        Optional<Reason> fault = fault(request, given.get(), account, lookup.apply(account));
        if (fault.isPresent()) {
            // A wrong answer to an old nonce is asked again, not refused: its sender may have no newer one.
            return nonces.current(nonce.get(), now) ? new Verdict.Refused(fault.get()) : new Verdict.ChallengeIt(false);
        }
        Optional<Long> count = given.get().sealing().map(Credentials.Sealing::nonceCount);
        return switch (nonces.use(nonce.get(), count, now)) {
            case NonceIssuer.Verdict.Fresh() -> new Verdict.Verified(account);
            case NonceIssuer.Verdict.Stale(), NonceIssuer.Verdict.Replayed() -> new Verdict.ChallengeIt(true);
            case NonceIssuer.Verdict.Forged() -> new Verdict.ChallengeIt(false);
        };
    }

    /** Whom a nonce is given to; no address has a line break. */
    private static String holder(String source, String account) {
        return source + '\n' + account;
    }

    /** Whether {@link #verify} would ask for the account: for callers that must fetch it first. */
    public boolean hasCredentials(SipRequest request) {
        return credentials(request).isPresent();
    }

    private Optional<Credentials> credentials(SipRequest request) {
        for (String header : request.headers(role.credentialsHeader)) {
            Optional<Credentials> read = Credentials.parse(header);
            if (read.isPresent()
                    && read.get().realm().equals(realm)
                    && offered.contains(read.get().algorithm())) {
                return read;
            }
        }
        return Optional.empty();
    }

    private Optional<Reason> fault(
            SipRequest request, Credentials given, String account, Optional<AccountSecret> secret) {
        Optional<Ha1> known = secret.flatMap(s -> s.in(given.algorithm()));
        // An unknown account is weighed against nobody's password, which takes as long.
        Ha1 ha1 = known.orElseGet(() -> nobodys(given.algorithm()));
        boolean right = sameBytes(given.expectedResponse(ha1, request.method()), given.response());
        if (known.isEmpty()) {
            return Optional.of(Reason.UNKNOWN_ACCOUNT);
        }
        if (!given.user().equals(account)) {
            return Optional.of(Reason.OTHER_USER);
        }
        if (!right) {
            return Optional.of(Reason.WRONG_PASSWORD);
        }
        return names(given.uri(), request) ? Optional.empty() : Optional.of(Reason.OTHER_URI);
    }

    private Ha1 nobodys(HashAlgorithm algorithm) {
        return nobody.getOrDefault(algorithm, Ha1.of(algorithm, "", realm, ""));
    }

    private static boolean sameBytes(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether the digest URI names what the request is for (RFC 7616 §3.4.6). The host must agree, and the user
     * where there is one: sipp names only the server. Phones write ports and parameters into one and not the other.
     */
    private static boolean names(String digestUri, SipRequest request) {
        Optional<SipUri> read = SipUri.tryParse(digestUri);
        SipUri asked = request.requestUri();
        return read.isPresent()
                && read.get().host().equalsIgnoreCase(asked.host())
                && (read.get().user().isEmpty() || read.get().plainUser().equals(asked.plainUser()));
    }

    /** The answer that asks for credentials: one header an algorithm (RFC 8760 §2.3), all with the same nonce. */
    public ResponseEdit challenge(SipRequest request, String source, boolean stale, Instant now) {
        return challenge(request, source, claimedAccount(request), stale, now);
    }

    /** The same for a request that is known to be this account's by where it comes from. */
    public ResponseEdit challenge(SipRequest request, String source, String account, boolean stale, Instant now) {
        String nonce = nonces.issue(holder(source, account), now);
        ResponseEdit response = request.response(role.status);
        for (HashAlgorithm algorithm : offered) {
            Challenge challenge = new Challenge(algorithm, realm, nonce, stale, true, Optional.empty());
            response.add(role.challengeHeader, challenge.toString());
        }
        return response;
    }
}
