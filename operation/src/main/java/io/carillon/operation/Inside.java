package io.carillon.operation;

import io.carillon.config.sip.Network;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who belongs to Carillon itself: peers whose address lies in {@code carillon.internal.allowed}. Internal SIP listeners
 * and media control hear nobody else. Any thread.
 */
@Singleton // asked for every datagram: a client proxy would cost more than the answer
public class Inside implements Predicate<InetAddress> {
    private final List<Network> allowed;

    @Inject
    Inside(@ConfigProperty(name = "carillon.internal.allowed", defaultValue = "127.0.0.0/8,::1") List<String> allowed) {
        this.allowed = allowed.stream().map(Inside::network).toList();
    }

    @Override
    public boolean test(InetAddress peer) {
        for (Network network : allowed) {
            if (network.contains(peer)) {
                return true;
            }
        }
        return false;
    }

    private static Network network(String text) {
        return Network.parse(text.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        "carillon.internal.allowed has '" + text + "', which is no address block"));
    }
}
