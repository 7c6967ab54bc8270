package io.carillon.protocol.sip.digest;

import static io.carillon.protocol.sip.Samples.REGISTER;
import static io.carillon.protocol.sip.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.digest.DigestVerifier.Reason;
import io.carillon.protocol.sip.digest.DigestVerifier.Role;
import io.carillon.protocol.sip.digest.DigestVerifier.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 3261 §22, RFC 7616 §3.4, RFC 8760: both sides against each other. */
class DigestVerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final String SOURCE = "192.0.2.10";
    private static final List<HashAlgorithm> BOTH = List.of(HashAlgorithm.MD5, HashAlgorithm.SHA_256);
    private static final AccountSecret ALICE = AccountSecret.of("100", "carillon", "1234");

    private final NonceIssuer nonces = new NonceIssuer(1, new byte[32]);
    private final DigestVerifier verifier = new DigestVerifier(Role.USER_AGENT, "carillon", BOTH, nonces);
    private final SipRequest register = request(REGISTER);

    private static DigestClient phone(String user, String password) {
        return new DigestClient(user, password, () -> "cnonce");
    }

    private Verdict verify(SipRequest request) {
        return verify(request, NOW);
    }

    private Verdict verify(SipRequest request, Instant now) {
        return verifier.verify(
                request,
                SOURCE,
                account -> Optional.of(ALICE).filter(a -> a.account().equals(account)),
                now);
    }

    private SipResponse challenge(SipRequest request) {
        return verifier.challenge(request, SOURCE, false, NOW).build();
    }

    private SipRequest answered(SipRequest request, String user, String password) {
        return phone(user, password).answer(request, challenge(request)).orElseThrow();
    }

    @Test
    void a_request_without_credentials_is_challenged_md5_first() {
        assertThat(verify(register)).isEqualTo(new Verdict.ChallengeIt(false));
        assertThat(challenge(register).status()).isEqualTo(401);
        assertThat(challenge(register).headers("WWW-Authenticate"))
                .extracting(header -> Challenge.parse(header).orElseThrow().algorithm())
                .containsExactly(HashAlgorithm.MD5, HashAlgorithm.SHA_256);
    }

    @Test
    void a_proxy_challenges_with_407() {
        DigestVerifier proxy = new DigestVerifier(Role.PROXY, "carillon", BOTH, nonces);
        SipResponse challenge = proxy.challenge(register, SOURCE, true, NOW).build();
        SipRequest answered = phone("100", "1234").answer(register, challenge).orElseThrow();

        assertThat(challenge.status()).isEqualTo(407);
        assertThat(challenge.headers("Proxy-Authenticate")).allMatch(header -> header.endsWith("stale=true"));
        assertThat(answered.header("Proxy-Authorization")).isPresent();
        assertThat(proxy.verify(answered, SOURCE, account -> Optional.of(ALICE), NOW))
                .isEqualTo(new Verdict.Verified("100"));
    }

    @ParameterizedTest
    @EnumSource(HashAlgorithm.class)
    void the_right_password_verifies_in_every_algorithm(HashAlgorithm algorithm) {
        Challenge challenge = challenge(register).headers("WWW-Authenticate").stream()
                .map(header -> Challenge.parse(header).orElseThrow())
                .filter(each -> each.algorithm() == algorithm)
                .findFirst()
                .orElseThrow();
        String header = phone("100", "1234").credentials(challenge, register).header();

        assertThat(verify(register.edit().set("Authorization", header).build())).isEqualTo(new Verdict.Verified("100"));
    }

    @Test
    void credentials_without_qop_verify_once() {
        Challenge challenge = new Challenge(
                HashAlgorithm.MD5, "carillon", nonces.issue(SOURCE + "\n100", NOW), false, false, Optional.empty());
        SipRequest old = register.edit()
                .set(
                        "Authorization",
                        phone("100", "1234").credentials(challenge, register).header())
                .build();

        assertThat(verify(old)).isEqualTo(new Verdict.Verified("100"));
        assertThat(verify(old)).isEqualTo(new Verdict.ChallengeIt(true));
    }

    @Test
    void a_nonce_serves_again_with_the_next_count() {
        DigestClient phone = phone("100", "1234");
        SipResponse challenge = challenge(register);

        assertThat(verify(phone.answer(register, challenge).orElseThrow())).isEqualTo(new Verdict.Verified("100"));
        assertThat(verify(phone.answer(register, challenge).orElseThrow())).isEqualTo(new Verdict.Verified("100"));
    }

    @Test
    void replayed_credentials_are_challenged_as_stale() {
        SipRequest answered = answered(register, "100", "1234");
        verify(answered);

        assertThat(verify(answered)).isEqualTo(new Verdict.ChallengeIt(true));
    }

    @Test
    void an_expired_nonce_is_stale_with_the_right_password_and_a_plain_challenge_with_a_wrong_one() {
        Instant later = NOW.plus(Duration.ofMinutes(6));

        assertThat(verify(answered(register, "100", "1234"), later)).isEqualTo(new Verdict.ChallengeIt(true));
        assertThat(verify(answered(register, "100", "wrong"), later)).isEqualTo(new Verdict.ChallengeIt(false));
    }

    @Test
    void a_wrong_password_is_refused_and_uses_up_nothing() {
        SipResponse challenge = challenge(register);
        SipRequest wrong = phone("100", "wrong").answer(register, challenge).orElseThrow();
        SipRequest right = phone("100", "1234").answer(register, challenge).orElseThrow();

        assertThat(verify(wrong)).isEqualTo(new Verdict.Refused(Reason.WRONG_PASSWORD));
        assertThat(verify(right)).isEqualTo(new Verdict.Verified("100"));
    }

    @Test
    void an_unknown_account_is_refused_after_the_same_challenge() {
        SipRequest stranger = request(REGISTER.replace("sip:100@", "sip:999@"));

        assertThat(challenge(stranger).headers("WWW-Authenticate")).hasSize(2);
        assertThat(verify(answered(stranger, "999", "1234"))).isEqualTo(new Verdict.Refused(Reason.UNKNOWN_ACCOUNT));
    }

    @Test
    void an_account_without_the_algorithm_is_like_an_unknown_one() {
        DigestVerifier sha = new DigestVerifier(Role.USER_AGENT, "carillon", List.of(HashAlgorithm.SHA_256), nonces);
        AccountSecret md5Only = new AccountSecret("100", List.of(Ha1.of(HashAlgorithm.MD5, "100", "carillon", "1234")));
        SipRequest answered = phone("100", "1234")
                .answer(register, sha.challenge(register, SOURCE, false, NOW).build())
                .orElseThrow();

        assertThat(sha.verify(answered, SOURCE, account -> Optional.of(md5Only), NOW))
                .isEqualTo(new Verdict.Refused(Reason.UNKNOWN_ACCOUNT));
    }

    @Test
    void a_digest_user_that_is_not_the_from_user_is_refused() {
        assertThat(verify(answered(register, "200", "1234"))).isEqualTo(new Verdict.Refused(Reason.OTHER_USER));
    }

    @Test
    void a_digest_uri_for_somebody_else_is_refused() {
        SipRequest answered = answered(register, "100", "1234");
        SipRequest redirected = answered.edit()
                .requestUri(SipUri.parse("sip:elsewhere.example"))
                .build();

        assertThat(verify(redirected)).isEqualTo(new Verdict.Refused(Reason.OTHER_URI));
    }

    @Test
    void an_escaped_from_user_is_the_same_account() {
        SipRequest escaped = request(REGISTER.replace("From: <sip:100@", "From: <sip:%3100@"));

        assertThat(verify(answered(escaped, "100", "1234"))).isEqualTo(new Verdict.Verified("100"));
    }

    @Test
    void credentials_for_another_realm_are_passed_over() {
        SipRequest answered = answered(register, "100", "1234");
        String foreign = "Digest username=\"100\", realm=\"other\", nonce=\"n\", uri=\"sip:h\", response=\"00\"";

        assertThat(verify(answered.edit().prepend("Authorization", foreign).build()))
                .isEqualTo(new Verdict.Verified("100"));
        assertThat(verify(register.edit().set("Authorization", foreign).build()))
                .isEqualTo(new Verdict.ChallengeIt(false));
    }

    @Test
    void a_nonce_we_never_made_is_challenged_anew() {
        Challenge invented = new Challenge(HashAlgorithm.MD5, "carillon", "0123456789", false, true, Optional.empty());
        SipRequest answered = register.edit()
                .set(
                        "Authorization",
                        phone("100", "1234").credentials(invented, register).header())
                .build();

        assertThat(verify(answered)).isEqualTo(new Verdict.ChallengeIt(false));
    }

    @Test
    void a_nonce_that_another_address_was_given_is_challenged_anew_whatever_the_password() {
        SipResponse elsewhere =
                verifier.challenge(register, "198.51.100.7", false, NOW).build();

        assertThat(verify(phone("100", "1234").answer(register, elsewhere).orElseThrow()))
                .isEqualTo(new Verdict.ChallengeIt(false));
        assertThat(verify(phone("100", "wrong").answer(register, elsewhere).orElseThrow()))
                .isEqualTo(new Verdict.ChallengeIt(false));
    }

    @Test
    void a_nonce_of_a_replica_is_challenged_as_stale() {
        DigestVerifier replica =
                new DigestVerifier(Role.USER_AGENT, "carillon", BOTH, new NonceIssuer(2, new byte[32]));
        SipRequest answered = phone("100", "1234")
                .answer(
                        register,
                        replica.challenge(register, SOURCE, false, NOW).build())
                .orElseThrow();

        assertThat(verify(answered)).isEqualTo(new Verdict.ChallengeIt(true));
    }

    @Test
    void the_phone_tries_again_with_the_next_number_but_not_for_ever() {
        DigestClient phone = phone("100", "wrong");
        SipRequest second = phone.answer(register, challenge(register)).orElseThrow();

        assertThat(second.cseq().number()).isEqualTo(register.cseq().number() + 1);
        assertThat(second.callId()).isEqualTo(register.callId());
        assertThat(phone.answer(second, challenge(second))).isEmpty();
        assertThat(phone.answer(
                        second, verifier.challenge(second, SOURCE, true, NOW).build()))
                .isPresent();
    }
}
