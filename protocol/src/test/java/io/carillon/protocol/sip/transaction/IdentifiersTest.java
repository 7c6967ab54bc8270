package io.carillon.protocol.sip.transaction;

import static io.carillon.protocol.sip.Samples.REGISTER;
import static io.carillon.protocol.sip.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.Via;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3261 §19.3, §8.1.1.7, §8.2.7, §16.11. */
class IdentifiersTest {
    @Test
    void none_comes_twice() {
        Identifiers identifiers = new Identifiers(new Random(1));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(identifiers.tag())).isTrue();
            assertThat(seen.add(identifiers.branch())).isTrue();
            assertThat(seen.add(identifiers.callId())).isTrue();
        }
    }

    @Test
    void a_stateless_branch_and_tag_are_the_same_for_a_retransmission() {
        SipRequest once = request(REGISTER);
        SipRequest again = request(REGISTER);

        assertThat(Identifiers.statelessBranch(once))
                .isEqualTo(Identifiers.statelessBranch(again))
                .startsWith(Via.MAGIC_COOKIE);
        assertThat(Identifiers.statelessTag(once)).isEqualTo(Identifiers.statelessTag(again));
    }

    @ParameterizedTest
    @CsvSource({
        "z9hG4bK-524287-1, z9hG4bK-524287-2",
        "192.168.56.20:5062;branch, 192.168.56.21:5062;branch",
        "192.168.56.20:5062;branch, 192.168.56.20:5063;branch",
        "ZmE5@, ZmE6@",
        "CSeq: 7, CSeq: 8",
        "tag=cb4aeb3c, tag=cb4aeb3d"
    })
    void and_differ_for_any_other_request(String here, String there) {
        SipRequest other = request(REGISTER.replace(here, there));

        assertThat(Identifiers.statelessBranch(other)).isNotEqualTo(Identifiers.statelessBranch(request(REGISTER)));
    }
}
