package io.carillon.testkit.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryNetworkTest {

    private static final InetSocketAddress ALICE = new InetSocketAddress("192.0.2.1", 5060);
    private static final InetSocketAddress BOB = new InetSocketAddress("192.0.2.2", 5060);

    private final ManualLoop loop = new ManualLoop();

    @Test
    void a_datagram_arrives_after_the_delay_with_its_sender() throws IOException {
        var network = new InMemoryNetwork(loop, Impairment.NONE.withDelay(Duration.ofMillis(40)), 1);
        List<String> heard = new ArrayList<>();
        listen(network, BOB, heard);
        DatagramPort alice = listen(network, ALICE, new ArrayList<>());

        alice.send(ByteBuffer.wrap("hello".getBytes(US_ASCII)), BOB);
        loop.advance(Duration.ofMillis(39));
        assertThat(heard).isEmpty();
        loop.advance(Duration.ofMillis(1));

        assertThat(heard).containsExactly("hello from 192.0.2.1:5060");
    }

    @Test
    void the_same_seed_loses_the_same_datagrams() throws IOException {
        List<String> once = hundredThroughLoss(7);
        List<String> again = hundredThroughLoss(7);
        List<String> otherSeed = hundredThroughLoss(8);

        assertThat(once).hasSizeBetween(55, 85).isEqualTo(again).isNotEqualTo(otherSeed);
    }

    @Test
    void jitter_alone_keeps_the_order_and_reordering_breaks_it() throws IOException {
        assertThat(numbers(Impairment.NONE.withJitter(Duration.ofMillis(50))))
                .hasSize(100)
                .isSorted();
        assertThat(numbers(Impairment.NONE.withReordering(0.1))).hasSize(100).doesNotHaveDuplicates();
        assertThat(numbers(Impairment.NONE.withReordering(0.1)).stream()
                        .sorted()
                        .toList())
                .isNotEqualTo(numbers(Impairment.NONE.withReordering(0.1)));
    }

    @Test
    void duplication_delivers_some_datagrams_twice() throws IOException {
        assertThat(numbers(Impairment.NONE.withDuplication(0.2))).hasSizeBetween(105, 140);
    }

    @Test
    void an_address_serves_one_port_until_it_is_closed() throws IOException {
        var network = new InMemoryNetwork(loop);
        DatagramPort first = listen(network, BOB, new ArrayList<>());

        assertThatThrownBy(() -> listen(network, BOB, new ArrayList<>())).isInstanceOf(BindException.class);
        first.close();
        listen(network, BOB, new ArrayList<>());

        assertThat(first.send(ByteBuffer.allocate(1), ALICE)).isFalse();
        assertThat(first.dropped()).isOne();
    }

    private List<String> hundredThroughLoss(long seed) throws IOException {
        return send100(new InMemoryNetwork(loop, Impairment.NONE.withLoss(0.3), seed));
    }

    private List<Integer> numbers(Impairment impairment) throws IOException {
        return send100(new InMemoryNetwork(loop, impairment, 3)).stream()
                .map(line -> Integer.valueOf(line.substring(0, line.indexOf(' '))))
                .toList();
    }

    private List<String> send100(InMemoryNetwork network) throws IOException {
        List<String> heard = new ArrayList<>();
        listen(network, BOB, heard);
        DatagramPort alice = listen(network, ALICE, new ArrayList<>());
        for (int i = 0; i < 100; i++) {
            alice.send(ByteBuffer.wrap(Integer.toString(i).getBytes(US_ASCII)), BOB);
            loop.advance(Duration.ofMillis(20));
        }
        loop.advance(Duration.ofSeconds(1));
        return heard;
    }

    private static DatagramPort listen(InMemoryNetwork network, InetSocketAddress at, List<String> heard)
            throws IOException {
        return network.open(
                at,
                (port, payload, from) ->
                        heard.add(US_ASCII.decode(payload) + " from " + from.getHostString() + ":" + from.getPort()),
                DatagramOptions.MEDIA);
    }
}
