package io.carillon.protocol.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HashAlgorithmTest {
    @Test
    void tokens_name_algorithms_in_any_case_and_keep_their_order() {
        assertThat(HashAlgorithm.all(List.of("sha-256", "MD5")))
                .containsExactly(HashAlgorithm.SHA_256, HashAlgorithm.MD5);
    }

    @Test
    void a_token_of_no_algorithm_is_refused_with_its_name() {
        assertThatThrownBy(() -> HashAlgorithm.all(List.of("MD5", "MD4"))).hasMessageContaining("'MD4'");
    }
}
