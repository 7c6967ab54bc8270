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
    private final LoopPorts ports = new LoopPorts(network, pool, HERE);
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
    void what_comes_while_a_pair_rests_is_heard_by_nobody() throws IOException {
        MediaPorts first = open();
        first.listen(hearing("first"));
        first.close();
        say(first.rtpPort());
        clock.advance(PortPool.QUARANTINE);
        MediaPorts second = open();
        second.listen(hearing("second"));

        say(second.rtpPort());

        assertThat(heard).containsExactly("second");
    }

    @Test
    void whoever_still_holds_ports_that_were_closed_reaches_nobody_by_them() {
        MediaPorts first = open();
        first.close();
        clock.advance(PortPool.QUARANTINE);
        MediaPorts second = open();
        second.listen(hearing("second"));
        first.listen(hearing("first"));
        first.close();

        boolean sent = first.sendRtp(ByteBuffer.allocate(1), new InetSocketAddress(HERE, second.rtpPort()));

        assertThat(sent).isFalse();
        assertThat(pool.inUse()).isEqualTo(1);
    }

    @Test
    void a_pair_that_nobody_wants_is_closed_after_a_while() throws IOException {
        MediaPorts first = open();
        first.close();

        clock.advance(LoopPorts.LONGEST_KEPT.plusSeconds(5));

        assertThat(isFree(first.rtpPort())).isTrue();
        assertThat(isFree(first.rtpPort() + 1)).isTrue();
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
        List<MediaPorts> all = new ArrayList<>();
        for (int i = 0; i < 75; i++) {
            all.add(open());
        }
        MediaPorts last = all.getLast();

        last.close();

        assertThat(isFree(last.rtpPort())).isTrue();
        assertThat(pool.inUse()).isEqualTo(74);
    }

    @Test
    void all_that_are_kept_are_closed_before_a_pair_is_given_up_that_cannot_be_bound() throws IOException {
        PortPool four = new PortPool(20_000, 20_007, new Random(2));
        LoopPorts few = new LoopPorts(network, four, HERE);
        MediaPorts kept = few.open().orElseThrow();
        kept.close();
        for (int port = 20_000; port < 20_008; port += 2) {
            if (port != kept.rtpPort()) {
                network.open(new InetSocketAddress(HERE, port), (_, _, _) -> {}, DatagramOptions.MEDIA);
            }
        }

        assertThat(few.open()).isEmpty();

        assertThat(isFree(kept.rtpPort())).isTrue();
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
