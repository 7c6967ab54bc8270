package io.carillon.proxy;

import io.carillon.config.sip.SipGeneral;
import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.HostPort;
import io.carillon.proxy.signalling.Surroundings;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Knows what the NAT around us is called outside: externip as it is written, externhost as DNS has it now, looked up
 * again each externrefresh. A name that cannot be found keeps the address that it had. Owned by the signalling loop.
 */
final class OutsideWatch {
    private static final Logger LOG = Logger.getLogger(OutsideWatch.class);

    private final Loop loop;
    private final Function<String, CompletableFuture<List<InetAddress>>> names;
    private final Consumer<Surroundings> listener;
    private Optional<SipGeneral.Outside> obeyed = Optional.empty();
    private Optional<InetAddress> found = Optional.empty();
    private Optional<Timer> timer = Optional.empty();

    /**
     * @param names finds the addresses of a host; never blocks
     * @param listener told on the loop whenever what is known changes
     */
    OutsideWatch(
            Loop loop, Function<String, CompletableFuture<List<InetAddress>>> names, Consumer<Surroundings> listener) {
        this.loop = loop;
        this.names = names;
        this.listener = listener;
    }

    /** From now on it is this that holds. */
    void obey(SipGeneral.Outside outside) {
        if (obeyed.filter(outside::equals).isPresent()) {
            return;
        }
        timer.ifPresent(Timer::cancel);
        obeyed = Optional.of(outside);
        found = outside.address().flatMap(HostPort::addressOf);
        tell(outside);
        if (found.isEmpty()) {
            outside.address().ifPresent(name -> lookUp(outside, name));
        }
    }

    private void lookUp(SipGeneral.Outside outside, String name) {
        var _ = names.apply(name).thenAcceptAsync(addresses -> found(outside, name, addresses), loop);
    }

    private void found(SipGeneral.Outside outside, String name, List<InetAddress> addresses) {
        if (obeyed.filter(outside::equals).isEmpty()) {
            return;
        }
        timer = Optional.of(loop.schedule(outside.refresh(), () -> lookUp(outside, name)));
        if (addresses.isEmpty()) {
            LOG.warnf(
                    "externhost %s has no address now; %s",
                    name, found.map(last -> last.getHostAddress() + " stands").orElse("our own one is shown"));
        } else if (found.filter(addresses::contains).isEmpty()) {
            found = Optional.of(addresses.getFirst());
            LOG.infof("externhost %s is %s", name, addresses.getFirst().getHostAddress());
            tell(outside);
        }
    }

    private void tell(SipGeneral.Outside outside) {
        listener.accept(new Surroundings(found, outside.port(), outside.localNetworks()));
    }
}
