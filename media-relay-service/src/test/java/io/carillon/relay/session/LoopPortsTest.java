package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.relay.port.PortPool;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoopPortsTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final ManualLoop clock = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(clock);
    private final PortPool pool = new PortPool(10_000, 10_199, new Random(1));
    private final LoopPorts ports = new LoopPorts(network, pool, HERE, new Random(2));
    private final List<String> heard = new ArrayList<>();

    @Test
    void a_pair_that_has_rested_serves_again() {
        MediaPorts first = open();
        first.close();
        clock.advance(PortPool.QUARANTINE);

        MediaPorts second = open();

        assertThat(second.rtpPort()).isEqualTo(first.rtpPort());
    }

    @Test
    void a_pair_at_rest_serves_nobody() {
        MediaPorts first = open();
        first.close();
        clock.advance(PortPool.QUARANTINE.minus(MOMENT));

        MediaPorts second = open();

        assertThat(second.rtpPort()).isNotEqualTo(first.rtpPort());
    }

    @Test
    void which_of_those_that_have_rested_is_next_cannot_be_guessed() {
        List<MediaPorts> all = open(40);
        all.forEach(MediaPorts::close);
        clock.advance(PortPool.QUARANTINE);

        List<MediaPorts> again = open(40);

        assertThat(portsOf(again)).containsExactlyInAnyOrderElementsOf(portsOf(all));
        assertThat(portsOf(again)).isNotEqualTo(portsOf(all)).isNotEqualTo(portsOf(all.reversed()));
    }

    @Test
    void what_comes_while_a_pair_rests_is_heard_by_nobody() throws IOException {
        MediaPorts first = open();
        first.listen(hearing("first"));
        first.close();
        say(first.rtpPort());
        clock.advance(PortPool.QUARANTINE);
        MediaPorts second = open();
        second.listen(hearing("second"));

        say(second.rtpPort());

        assertThat(second.rtpPort()).isEqualTo(first.rtpPort());
        assertThat(heard).containsExactly("second");
    }

    @Test
    void a_pair_rests_for_as_long_as_somebody_goes_on_sending_to_it() throws IOException {
        MediaPorts first = open();
        first.close();
        for (int second = 0; second < 12; second++) {
            clock.advance(Duration.ofSeconds(1));
            say(first.rtpPort());
        }

        MediaPorts other = open();
        clock.advance(PortPool.QUARANTINE.multipliedBy(2));
        MediaPorts again = open();

        assertThat(other.rtpPort()).isNotEqualTo(first.rtpPort());
        assertThat(again.rtpPort()).isEqualTo(first.rtpPort());
    }

    @Test
    void a_pair_that_has_rested_and_is_sent_to_again_rests_again() throws IOException {
        List<MediaPorts> two = open(2);
        two.forEach(MediaPorts::close);
        clock.advance(PortPool.QUARANTINE);
        open().abandon();
        int left =
                portsOf(two).stream().filter(port -> !isFree(port)).findFirst().orElseThrow();

        say(left);

        assertThat(open().rtpPort()).isNotEqualTo(left);
    }

    @Test
    void whoever_still_holds_ports_that_were_closed_reaches_nobody_by_them() throws IOException {
        MediaPorts first = open();
        first.close();
        clock.advance(PortPool.QUARANTINE);
        MediaPorts second = open();
        second.listen(hearing("second"));
        first.listen(hearing("first"));
        first.close();

        boolean sent = first.sendRtp(ByteBuffer.allocate(1), new InetSocketAddress(HERE, second.rtpPort()));
        say(second.rtpPort());

        assertThat(sent).isFalse();
        assertThat(heard).containsExactly("second");
        assertThat(pool.inUse()).isEqualTo(1);
    }

    @Test
    void pairs_that_nobody_needed_for_a_while_are_closed() {
        List<MediaPorts> all = open(40);
        all.forEach(MediaPorts::close);

        clock.advance(LoopPorts.SWEEP.multipliedBy(3));

        assertThat(portsOf(all)).allMatch(this::isFree);
        assertThat(portsOf(all)).allMatch(port -> isFree(port + 1));
    }

    @Test
    void pairs_that_are_needed_again_and_again_stay_bound() {
        List<MediaPorts> wave = open(10);
        List<Integer> bound = portsOf(wave);
        for (Duration time = Duration.ZERO; time.compareTo(LoopPorts.SWEEP.multipliedBy(4)) < 0; ) {
            wave.forEach(MediaPorts::close);
            clock.advance(PortPool.QUARANTINE.multipliedBy(3));
            time = time.plus(PortPool.QUARANTINE.multipliedBy(3));
            wave = open(10);
        }

        assertThat(portsOf(wave)).containsExactlyInAnyOrderElementsOf(bound);
    }

    @Test
    void pairs_that_rest_are_not_in_use_but_still_bound() {
        open();
        MediaPorts second = open();

        second.close();

        assertThat(pool.inUse()).isEqualTo(1);
        assertThat(isFree(second.rtpPort())).isFalse();
    }

    @Test
    void where_few_are_left_a_pair_is_closed_at_once_for_whoever_wants_it() {
        MediaPorts last = open(75).getLast();

        last.close();

        assertThat(isFree(last.rtpPort())).isTrue();
        assertThat(pool.inUse()).isEqualTo(74);
    }

    @Test
    void what_one_loop_keeps_another_gets_when_the_others_run_out() {
        open(74).forEach(MediaPorts::close);
        clock.advance(PortPool.QUARANTINE);
        LoopPorts other = new LoopPorts(network, pool, HERE, new Random(3));

        for (int i = 0; i < 100; i++) {
            assertThat(other.open()).as("pair %d", i + 1).isPresent();
            clock.advance(Duration.ofMillis(20));
        }

        assertThat(pool.inUse()).isEqualTo(100);
    }

    @Test
    void when_no_socket_can_be_opened_sockets_that_are_kept_are_closed() throws IOException {
        MediaPorts kept = open();
        kept.close();
        clock.advance(PortPool.QUARANTINE);
        for (int port = 10_000; port < 10_200; port += 2) {
            if (port != kept.rtpPort()) {
                network.open(new InetSocketAddress(HERE, port), (_, _, _) -> {}, DatagramOptions.MEDIA);
            }
        }

        boolean possible = ports.canOpen();

        assertThat(possible).isFalse();
        assertThat(isFree(kept.rtpPort())).isTrue();
    }

    @Test
    void that_another_leg_would_get_ports_is_tried_without_those_that_are_kept() {
        MediaPorts kept = open();
        kept.close();
        clock.advance(PortPool.QUARANTINE);

        boolean possible = ports.canOpen();

        assertThat(possible).isTrue();
        assertThat(isFree(kept.rtpPort())).isFalse();
        assertThat(pool.inUse()).isZero();
    }

    private List<MediaPorts> open(int count) {
        List<MediaPorts> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened.add(open());
        }
        return opened;
    }

    private static List<Integer> portsOf(List<MediaPorts> pairs) {
        return pairs.stream().map(MediaPorts::rtpPort).toList();
    }

    private MediaPorts open() {
        return ports.open().orElseThrow();
    }

    private boolean isFree(int port) {
        try {
            network.open(new InetSocketAddress(HERE, port), (_, _, _) -> {}, DatagramOptions.MEDIA)
                    .close();
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private void say(int port) throws IOException {
        DatagramPort mouth = network.open(
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 0), (_, _, _) -> {}, DatagramOptions.MEDIA);
        mouth.send(ByteBuffer.allocate(12), new InetSocketAddress(HERE, port));
        clock.advance(MOMENT);
    }

    private MediaPorts.Listener hearing(String who) {
        return new MediaPorts.Listener() {
            @Override
            public void rtp(ByteBuffer packet, InetSocketAddress from) {
                heard.add(who);
            }

            @Override
            public void rtcp(ByteBuffer packet, InetSocketAddress from) {
                heard.add(who + " rtcp");
            }
        };
    }
}
