package io.carillon.voicemail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SlowHashTest {
    @Test
    void a_hash_matches_its_secret_and_no_other() {
        SlowHash hash = SlowHash.of("1234");

        assertThat(hash.matches("1234")).isTrue();
        assertThat(hash.matches("1235")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void the_same_secret_is_never_hashed_the_same() {
        assertThat(SlowHash.of("1234")).isNotEqualTo(SlowHash.of("1234"));
    }

    @Test
    void a_hash_of_other_parameters_is_still_understood() {
        // RFC 7914 §11: PBKDF2-HMAC-SHA-256 (P="passwd", S="salt", c=1), its first 32 octets.
        SlowHash hash = new SlowHash(
                "pbkdf2-sha256$1$73616c74$55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");

        assertThat(hash.matches("passwd")).isTrue();
    }

    @Test
    void a_hash_of_another_kind_is_a_fault_and_no_mismatch() {
        assertThatThrownBy(() -> new SlowHash("argon2$…").matches("1234")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_hash_does_not_show_itself() {
        assertThat(SlowHash.of("1234").toString()).isEqualTo("pbkdf2-sha256");
    }
}
