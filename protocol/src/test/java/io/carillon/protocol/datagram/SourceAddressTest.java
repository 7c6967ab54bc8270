package io.carillon.protocol.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
    private static final InetAddress OURS = InetAddress.ofLiteral("198.51.100.7");
    private static final InetAddress PEER = InetAddress.ofLiteral("203.0.113.5");

    private final AtomicLong now = new AtomicLong();
    private final List<InetAddress> questions = new ArrayList<>();
    private Optional<InetAddress> answer = Optional.of(OURS);
    private final SourceAddress source = new SourceAddress(this::kernel, now::get);

    private Optional<InetAddress> kernel(InetAddress peer) {
        questions.add(peer);
        return answer;
    }

    @Test
    void the_kernel_is_asked_once_for_a_while() {
        assertThat(source.toward(PEER)).contains(OURS);
        assertThat(source.toward(PEER)).contains(OURS);

        assertThat(questions).containsExactly(PEER);
    }

    @Test
    void a_route_that_changed_is_noticed() {
        source.toward(PEER);
        now.addAndGet(SourceAddress.REMEMBERED.toNanos());
        answer = Optional.of(PEER);

        assertThat(source.toward(PEER)).contains(PEER);
    }

    @Test
    void that_there_is_no_route_is_not_remembered() {
        answer = Optional.empty();
        assertThat(source.toward(PEER)).isEmpty();
        answer = Optional.of(OURS);

        assertThat(source.toward(PEER)).contains(OURS);
    }

    @Test
    void the_usual_one_is_loopback_on_a_machine_without_a_way_out() {
        answer = Optional.empty();

        assertThat(source.usual()).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void the_kernel_sends_to_this_machine_from_the_same_address(String loopback) {
        InetAddress peer = InetAddress.ofLiteral(loopback);

        assertThat(new SourceAddress().toward(peer)).contains(peer);
    }
}
