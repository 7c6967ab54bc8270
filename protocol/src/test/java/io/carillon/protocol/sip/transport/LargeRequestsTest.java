package io.carillon.protocol.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** RFC 3261 §18.1.1. */
class LargeRequestsTest {
    private static final InetSocketAddress PHONE = at(5060);
    private static final int LARGE = 1_301;

    private final LargeRequests requests = new LargeRequests();

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), port);
    }

    @Test
    void a_request_goes_by_tcp_from_1301_bytes_on() {
        assertThat(requests.byTcp(1_300, PHONE, 0)).isFalse();
        assertThat(requests.byTcp(LARGE, PHONE, 0)).isTrue();
    }

    @Test
    void where_tcp_was_refused_it_is_not_tried_for_five_minutes() {
        requests.refused(PHONE, 0);

        assertThat(requests.byTcp(LARGE, PHONE, Duration.ofSeconds(299).toNanos()))
                .isFalse();
        assertThat(requests.byTcp(LARGE, at(5070), 0)).isTrue();
        assertThat(requests.byTcp(LARGE, PHONE, Duration.ofMinutes(5).toNanos()))
                .isTrue();
    }

    @Test
    void of_too_many_refusals_the_oldest_is_forgotten() {
        requests.refused(PHONE, 0);
        for (int i = 0; i < LargeRequests.MOST_REMEMBERED; i++) {
            requests.refused(at(10_000 + i), 1);
        }

        assertThat(requests.byTcp(LARGE, PHONE, 2)).isTrue();
        assertThat(requests.byTcp(LARGE, at(10_000), 2)).isFalse();
    }
}
