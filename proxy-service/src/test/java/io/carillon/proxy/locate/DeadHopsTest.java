package io.carillon.proxy.locate;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.TransportProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** RFC 3263 §4.3: what is known of destinations from one request to the next. */
class DeadHopsTest {
    private static final NextHop FIRST = hop(1);
    private static final NextHop SECOND = hop(2);
    private static final NextHop THIRD = hop(3);
    private static final List<NextHop> ALL = List.of(FIRST, SECOND, THIRD);

    private final AtomicLong now = new AtomicLong();
    private final DeadHops dead = new DeadHops(now::get);

    private static NextHop hop(int number) {
        return new NextHop(
                TransportProtocol.UDP, new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + number), 5060));
    }

    @Test
    void who_gave_no_sign_is_tried_last() {
        dead.silent(FIRST);

        assertThat(dead.livingFirst(ALL)).containsExactly(SECOND, THIRD, FIRST);
    }

    @Test
    void where_all_are_dead_the_order_is_that_of_dns() {
        ALL.forEach(dead::silent);

        assertThat(dead.livingFirst(ALL)).isEqualTo(ALL);
    }

    @Test
    void who_answers_is_back_in_its_place() {
        dead.silent(FIRST);
        dead.answered(FIRST);

        assertThat(dead.livingFirst(ALL)).isEqualTo(ALL);
    }

    @Test
    void after_two_minutes_it_is_tried_in_its_turn() {
        dead.silent(FIRST);
        now.addAndGet(DeadHops.MEMORY_NANOS);

        assertThat(dead.livingFirst(ALL)).isEqualTo(ALL);
    }

    @Test
    void no_more_are_remembered_than_a_thousand_until_some_are_forgotten() {
        for (int port = 1; port <= DeadHops.MOST; port++) {
            dead.silent(new NextHop(
                    TransportProtocol.UDP, new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), port)));
        }
        dead.silent(FIRST);
        assertThat(dead.livingFirst(ALL)).isEqualTo(ALL);

        now.addAndGet(DeadHops.MEMORY_NANOS);
        dead.silent(FIRST);
        assertThat(dead.livingFirst(ALL)).containsExactly(SECOND, THIRD, FIRST);
    }
}
