package io.carillon.relay.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceLatchTest {

    private static final InetSocketAddress ANNOUNCED = at("10.0.0.5", 4_000);
    private static final InetSocketAddress NAT = at("203.0.113.9", 61_000);
    private static final InetSocketAddress STRANGER = at("198.51.100.66", 4_000);

    private static final Optional<InetAddress> SIGNALLING = Optional.of(NAT.getAddress());

    private final SourceLatch latch = new SourceLatch();

    private long now;

    private boolean accepts(InetSocketAddress from) {
        return latch.accepts(from, now);
    }

    @BeforeEach
    void rtpGoesToWhereItComesFrom() {
        latch.expect(true, Optional.empty());
    }

    @Test
    void a_stranger_who_speaks_first_is_not_learnt_when_the_signalling_address_is_known() {
        latch.expect(true, SIGNALLING);
        latch.announce(Optional.of(ANNOUNCED));

        assertThat(accepts(STRANGER)).isFalse();
        assertThat(latch.destination()).isEqualTo(ANNOUNCED);
        assertThat(accepts(NAT)).isTrue();
        assertThat(latch.destination()).isEqualTo(NAT);
        assertThat(latch.strangers()).isEqualTo(1);
    }

    @Test
    void early_media_before_the_answer_comes_from_the_signalling_address_or_nobody() {
        latch.expect(true, SIGNALLING);

        assertThat(accepts(STRANGER)).isFalse();
        assertThat(accepts(NAT)).isTrue();
    }

    @Test
    void a_stranger_learnt_before_anything_was_known_is_forgotten() {
        accepts(STRANGER);
        latch.expect(true, SIGNALLING);

        assertThat(accepts(STRANGER)).isFalse();
        assertThat(accepts(NAT)).isTrue();
    }

    @Test
    void media_from_the_announced_host_is_the_partys_wherever_it_signals_from() {
        latch.expect(true, SIGNALLING);
        latch.announce(Optional.of(ANNOUNCED));

        assertThat(accepts(at("10.0.0.5", 40_404))).isTrue();
    }

    @Test
    void without_nat_the_party_is_heard_from_where_it_signals_and_sent_to_where_it_says() {
        latch.expect(false, SIGNALLING);
        latch.announce(Optional.of(ANNOUNCED));

        assertThat(accepts(STRANGER)).isFalse();
        assertThat(accepts(NAT)).isTrue();
        assertThat(latch.destination()).isEqualTo(ANNOUNCED);
        assertThat(accepts(ANNOUNCED)).isTrue();
        assertThat(accepts(NAT)).isFalse();
    }

    @Test
    void without_nat_and_without_a_known_signalling_address_only_the_announced_host_is_heard() {
        latch.expect(false, Optional.empty());
        latch.announce(Optional.of(ANNOUNCED));

        assertThat(accepts(STRANGER)).isFalse();
        assertThat(accepts(ANNOUNCED)).isTrue();
    }

    @Test
    void the_first_source_is_learnt_and_others_are_strangers() {
        latch.announce(Optional.of(ANNOUNCED));

        assertThat(accepts(NAT)).isTrue();
        assertThat(accepts(STRANGER)).isFalse();
        assertThat(accepts(at("203.0.113.9", 61_001))).isFalse();
        assertThat(accepts(NAT)).isTrue();
        assertThat(latch.strangers()).isEqualTo(2);
    }

    @Test
    void the_announced_address_takes_over_from_one_learnt_by_chance() {
        latch.announce(Optional.of(ANNOUNCED));
        accepts(STRANGER);

        assertThat(accepts(ANNOUNCED)).isTrue();
        assertThat(accepts(STRANGER)).isFalse();
    }

    @Test
    void what_is_sent_goes_to_the_source_of_a_symmetric_party_and_to_the_announced_address_of_another() {
        latch.announce(Optional.of(ANNOUNCED));
        accepts(NAT);

        assertThat(latch.destination()).isEqualTo(NAT);

        latch.expect(false, Optional.empty());
        assertThat(latch.destination()).isEqualTo(ANNOUNCED);
    }

    @Test
    void before_anything_came_in_the_announced_address_is_tried() {
        latch.announce(Optional.of(ANNOUNCED));

        assertThat(latch.destination()).isEqualTo(ANNOUNCED);
    }

    @Test
    void nothing_known_is_nowhere_to_send() {
        assertThat(latch.destination()).isNull();
    }

    @Test
    void the_same_announcement_again_changes_nothing() {
        latch.announce(Optional.of(ANNOUNCED));
        accepts(NAT);
        latch.announce(Optional.of(at("10.0.0.5", 4_000)));

        assertThat(accepts(STRANGER)).isFalse();
    }

    @Test
    void after_a_long_silence_the_party_is_heard_from_another_port_of_its_nat() {
        latch.expect(true, SIGNALLING);
        latch.announce(Optional.of(ANNOUNCED));
        accepts(NAT);
        now += SourceLatch.LONG_SILENCE.toNanos();

        InetSocketAddress rebound = at("203.0.113.9", 62_222);
        assertThat(accepts(STRANGER)).isFalse();
        assertThat(accepts(rebound)).isTrue();
        assertThat(latch.destination()).isEqualTo(rebound);
        assertThat(accepts(NAT)).isFalse();
    }

    @Test
    void a_party_that_speaks_keeps_other_ports_of_its_host_out() {
        latch.expect(true, SIGNALLING);
        latch.announce(Optional.of(ANNOUNCED));
        accepts(NAT);
        now += SourceLatch.LONG_SILENCE.toNanos() - 1;
        accepts(NAT);
        now += 1;

        assertThat(accepts(at("203.0.113.9", 62_222))).isFalse();
        assertThat(latch.destination()).isEqualTo(NAT);
    }

    @Test
    void a_new_announcement_opens_the_latch_for_the_new_source() {
        latch.announce(Optional.of(ANNOUNCED));
        accepts(NAT);
        latch.announce(Optional.of(at("10.0.0.6", 5_000)));

        InetSocketAddress moved = at("203.0.113.9", 62_222);
        assertThat(accepts(moved)).isTrue();
        assertThat(accepts(NAT)).isFalse();
    }

    @Test
    void early_media_from_the_address_announced_later_stays_learnt() {
        accepts(ANNOUNCED);
        latch.announce(Optional.of(ANNOUNCED));

        assertThat(accepts(STRANGER)).isFalse();
    }

    @Test
    void a_party_that_moved_is_learnt_anew() {
        latch.announce(Optional.of(ANNOUNCED));
        accepts(NAT);
        latch.expect(true, Optional.of(InetAddress.ofLiteral("192.0.2.77")));

        assertThat(accepts(at("192.0.2.77", 1_234))).isTrue();
        assertThat(accepts(NAT)).isFalse();
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
