package io.carillon.protocol.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealedSecretsTest {
    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final SealedSecrets secrets = new SealedSecrets(KEY);

    @Test
    void what_was_sealed_opens_for_its_owner() {
        assertThat(secrets.open("trunk", secrets.seal("trunk", "pässwort"))).contains("pässwort");
    }

    @Test
    void it_opens_for_nobody_else_and_with_no_other_key() {
        String sealed = secrets.seal("trunk", "secret");
        byte[] other = KEY.clone();
        other[0]++;

        assertThat(secrets.open("other", sealed)).isEmpty();
        assertThat(new SealedSecrets(other).open("trunk", sealed)).isEmpty();
    }

    @Test
    void a_changed_or_foreign_text_does_not_open() {
        byte[] sealed = Base64.getDecoder().decode(secrets.seal("trunk", "secret"));
        sealed[sealed.length - 1]++;

        assertThat(secrets.open("trunk", Base64.getEncoder().encodeToString(sealed)))
                .isEmpty();
        assertThat(secrets.open("trunk", "no base64!")).isEmpty();
        assertThat(secrets.open("trunk", "")).isEmpty();
        assertThat(secrets.open("trunk", Base64.getEncoder().encodeToString(Arrays.copyOf(sealed, 12))))
                .isEmpty();
    }

    @Test
    void the_same_password_gives_the_same_text_for_one_owner_and_another_for_the_next() {
        assertThat(secrets.seal("trunk", "secret"))
                .isEqualTo(secrets.seal("trunk", "secret"))
                .isNotEqualTo(secrets.seal("other", "secret"))
                .isNotEqualTo(secrets.seal("trunk", "secret2"))
                .doesNotContain("secret");
    }
}
