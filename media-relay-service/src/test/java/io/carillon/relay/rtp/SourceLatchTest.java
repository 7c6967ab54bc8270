package io.carillon.relay.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceLatchTest {

    private static final InetSocketAddress ANNOUNCED = at("10.0.0.5", 4_000);
    private static final InetSocketAddress NAT = at("203.0.113.9", 61_000);
    private static final InetSocketAddress STRANGER = at("198.51.100.66", 4_000);

    private final SourceLatch latch = new SourceLatch();

    @Test
    void the_first_source_is_learnt_and_others_are_strangers() {
        latch.announce(Optional.of(ANNOUNCED));

        assertThat(latch.accepts(NAT)).isTrue();
        assertThat(latch.accepts(STRANGER)).isFalse();
        assertThat(latch.accepts(at("203.0.113.9", 61_001))).isFalse();
        assertThat(latch.accepts(NAT)).isTrue();
        assertThat(latch.strangers()).isEqualTo(2);
    }

    @Test
    void the_announced_address_takes_over_from_one_learnt_by_chance() {
        latch.announce(Optional.of(ANNOUNCED));
        latch.accepts(STRANGER);

        assertThat(latch.accepts(ANNOUNCED)).isTrue();
        assertThat(latch.accepts(STRANGER)).isFalse();
    }

    @Test
    void what_is_sent_goes_to_the_source_of_a_symmetric_party_and_to_the_announced_address_of_another() {
        latch.announce(Optional.of(ANNOUNCED));
        latch.accepts(NAT);

        assertThat(latch.destination(true)).isEqualTo(NAT);
        assertThat(latch.destination(false)).isEqualTo(ANNOUNCED);
    }

    @Test
    void before_anything_came_in_the_announced_address_is_tried() {
        latch.announce(Optional.of(ANNOUNCED));

        assertThat(latch.destination(true)).isEqualTo(ANNOUNCED);
    }

    @Test
    void nothing_known_is_nowhere_to_send() {
        assertThat(latch.destination(true)).isNull();
    }

    @Test
    void the_same_announcement_again_changes_nothing() {
        latch.announce(Optional.of(ANNOUNCED));
        latch.accepts(NAT);
        latch.announce(Optional.of(at("10.0.0.5", 4_000)));

        assertThat(latch.accepts(STRANGER)).isFalse();
    }

    @Test
    void a_new_announcement_opens_the_latch_for_the_new_source() {
        latch.announce(Optional.of(ANNOUNCED));
        latch.accepts(NAT);
        latch.announce(Optional.of(at("10.0.0.6", 5_000)));

        InetSocketAddress moved = at("203.0.113.9", 62_222);
        assertThat(latch.accepts(moved)).isTrue();
        assertThat(latch.accepts(NAT)).isFalse();
    }

    @Test
    void early_media_from_the_address_announced_later_stays_learnt() {
        latch.accepts(ANNOUNCED);
        latch.announce(Optional.of(ANNOUNCED));

        assertThat(latch.accepts(STRANGER)).isFalse();
    }

    @Test
    void a_party_that_moved_is_learnt_anew() {
        latch.announce(Optional.of(ANNOUNCED));
        latch.accepts(NAT);
        latch.relearn();

        assertThat(latch.accepts(at("192.0.2.77", 1_234))).isTrue();
        assertThat(latch.accepts(NAT)).isFalse();
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
