package io.carillon.protocol.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.sip.digest.NonceIssuer.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 7616 §3.4.6, §5.4. */
class NonceIssuerTest {
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final byte[] KEY = new byte[32];
    private static final Verdict FRESH = new Verdict.Fresh();
    private static final Verdict STALE = new Verdict.Stale();
    private static final Verdict REPLAYED = new Verdict.Replayed();
    private static final Verdict FORGED = new Verdict.Forged();

    private final NonceIssuer issuer = new NonceIssuer(1, KEY, Duration.ofMinutes(5), 4);
    private final String nonce = issuer.issue("100", NOW);

    private Verdict use(String used, long count) {
        return issuer.use(used, "100", Optional.of(count), NOW);
    }

    private Verdict useOnce(String used) {
        return issuer.use(used, "100", Optional.empty(), NOW);
    }

    @Test
    void each_count_serves_once() {
        assertThat(use(nonce, 1)).isEqualTo(FRESH);
        assertThat(use(nonce, 1)).isEqualTo(REPLAYED);
        assertThat(use(nonce, 2)).isEqualTo(FRESH);
    }

    @Test
    void counts_may_overtake_each_other_within_a_window() {
        assertThat(use(nonce, 70)).isEqualTo(FRESH);
        assertThat(use(nonce, 7)).isEqualTo(FRESH);
        assertThat(use(nonce, 7)).isEqualTo(REPLAYED);
        assertThat(use(nonce, 6)).isEqualTo(REPLAYED);
        assertThat(use(nonce, 69)).isEqualTo(FRESH);
        assertThat(use(nonce, 200)).isEqualTo(FRESH);
        assertThat(use(nonce, 70)).isEqualTo(REPLAYED);
        assertThat(use(nonce, 199)).isEqualTo(FRESH);
    }

    @Test
    void counts_begin_at_one() {
        assertThat(use(nonce, 0)).isEqualTo(REPLAYED);
    }

    @Test
    void without_a_count_a_nonce_serves_once() {
        assertThat(useOnce(nonce)).isEqualTo(FRESH);
        assertThat(useOnce(nonce)).isEqualTo(REPLAYED);
        assertThat(use(nonce, 1)).isEqualTo(REPLAYED);
    }

    @Test
    void a_nonce_used_with_counts_serves_no_more_without() {
        assertThat(use(nonce, 1)).isEqualTo(FRESH);
        assertThat(useOnce(nonce)).isEqualTo(REPLAYED);
    }

    @Test
    void an_old_nonce_is_stale() {
        assertThat(issuer.use(nonce, "100", Optional.of(1L), NOW.plus(Duration.ofMinutes(5))))
                .isEqualTo(FRESH);
        assertThat(issuer.use(
                        nonce,
                        "100",
                        Optional.of(2L),
                        NOW.plus(Duration.ofMinutes(5)).plusMillis(1)))
                .isEqualTo(STALE);
    }

    @Test
    void a_nonce_from_the_future_is_stale() {
        assertThat(issuer.use(nonce, "100", Optional.of(1L), NOW.minusSeconds(60)))
                .isEqualTo(STALE);
    }

    @Test
    void a_replicas_nonce_is_genuine_and_stale() {
        NonceIssuer replica = new NonceIssuer(2, KEY);

        assertThat(replica.read(nonce, "100")).isPresent();
        assertThat(replica.use(nonce, "100", Optional.of(1L), NOW)).isEqualTo(STALE);
    }

    @Test
    void a_nonce_of_another_account_or_key_is_forged() {
        byte[] otherKey = KEY.clone();
        otherKey[31] = 1;

        assertThat(issuer.use(nonce, "200", Optional.of(1L), NOW)).isEqualTo(FORGED);
        assertThat(new NonceIssuer(1, otherKey).use(nonce, "100", Optional.of(1L), NOW))
                .isEqualTo(FORGED);
    }

    @Test
    void a_nonce_with_any_character_changed_is_forged() {
        Random random = new Random(7);
        for (int i = 0; i < nonce.length(); i++) {
            char[] forged = nonce.toCharArray();
            char old = forged[i];
            while (forged[i] == old) {
                forged[i] = (char) ('A' + random.nextInt(26));
            }
            Verdict verdict = use(new String(forged), 1);
            // The last character of the text carries four bits that belong to no byte.
            assertThat(verdict)
                    .as("character %d", i)
                    .isIn(i == nonce.length() - 1 ? Arrays.asList(FORGED, FRESH, REPLAYED) : Arrays.asList(FORGED));
        }
        assertThat(use("", 1)).isEqualTo(FORGED);
        assertThat(use("not base64!", 1)).isEqualTo(FORGED);
        assertThat(use("A".repeat(8000), 1)).isEqualTo(FORGED);
    }

    @Test
    void two_nonces_of_one_instant_differ() {
        assertThat(issuer.issue("100", NOW)).isNotEqualTo(nonce);
    }

    @Test
    void a_forgotten_nonce_counts_as_used_up() {
        String[] nonces = new String[6];
        for (int i = 0; i < nonces.length; i++) {
            nonces[i] = issuer.issue("100", NOW);
            assertThat(use(nonces[i], 1)).isEqualTo(FRESH);
        }

        assertThat(use(nonces[0], 2)).isEqualTo(STALE);
        assertThat(use(nonces[0], 1)).isEqualTo(STALE);
        assertThat(use(nonce, 1))
                .as("older than a forgotten one, and who knows whether it was used")
                .isEqualTo(STALE);
        assertThat(use(nonces[5], 2)).isEqualTo(FRESH);
    }

    @Test
    void issuing_costs_no_memory() {
        for (int i = 0; i < 1000; i++) {
            issuer.issue("100", NOW);
        }
        assertThat(use(nonce, 1)).isEqualTo(FRESH);
    }

    @Test
    void a_short_key_is_refused() {
        assertThatThrownBy(() -> new NonceIssuer(1, new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
