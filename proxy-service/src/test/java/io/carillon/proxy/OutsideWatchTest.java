package io.carillon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.sip.Network;
import io.carillon.config.sip.SipGeneral.Outside;
import io.carillon.proxy.signalling.Surroundings;
import io.carillon.testkit.network.ManualLoop;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutsideWatchTest {
    private static final InetAddress FIRST = InetAddress.ofLiteral("203.0.113.1");
    private static final InetAddress SECOND = InetAddress.ofLiteral("203.0.113.2");
    private static final List<Network> LOCAL =
            List.of(Network.parse("10.0.0.0/8").orElseThrow());

    private final ManualLoop loop = new ManualLoop();
    private final List<String> asked = new ArrayList<>();
    private final List<Optional<InetAddress>> told = new ArrayList<>();
    private List<InetAddress> addresses = List.of(FIRST);
    private final OutsideWatch watch = new OutsideWatch(loop, this::lookUp, this::tell);

    private CompletableFuture<List<InetAddress>> lookUp(String name) {
        asked.add(name);
        return CompletableFuture.completedFuture(addresses);
    }

    private void tell(Surroundings known) {
        told.add(known.external());
    }

    private static Outside outside(String address) {
        return new Outside(Optional.of(address), OptionalInt.empty(), Duration.ofSeconds(10), LOCAL);
    }

    private void pass(Duration time) {
        loop.run();
        loop.advance(time);
        loop.run();
    }

    @Test
    void an_address_is_known_at_once_and_never_asked_for() {
        watch.obey(outside("203.0.113.1"));
        pass(Duration.ofMinutes(1));

        assertThat(told).containsExactly(Optional.of(FIRST));
        assertThat(asked).isEmpty();
    }

    @Test
    void a_name_is_looked_up_again_each_refresh_and_told_when_it_has_moved() {
        watch.obey(outside("home.example"));
        pass(Duration.ofSeconds(10));
        addresses = List.of(SECOND);
        pass(Duration.ofSeconds(10));

        assertThat(told).containsExactly(Optional.empty(), Optional.of(FIRST), Optional.of(SECOND));
        assertThat(asked).hasSize(3);
    }

    @Test
    void a_name_that_is_gone_for_a_while_keeps_its_address() {
        watch.obey(outside("home.example"));
        loop.run();
        addresses = List.of();
        pass(Duration.ofSeconds(10));

        assertThat(told.getLast()).contains(FIRST);
    }

    @Test
    void a_new_revision_ends_the_look_ups_of_the_last() {
        watch.obey(outside("home.example"));
        loop.run();
        watch.obey(outside("203.0.113.2"));
        pass(Duration.ofMinutes(1));

        assertThat(told.getLast()).contains(SECOND);
        assertThat(asked).hasSize(1);
    }
}
