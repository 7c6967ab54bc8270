package io.carillon.proxy.call;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Ways to phones that nobody walks. */
final class Flows {
    private Flows() {}

    static Flow to(String address) throws IOException {
        return UdpListener.open(
                        new InMemoryNetwork(new ManualLoop()),
                        "outside",
                        new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060),
                        new HostPort("192.0.2.1", 5060),
                        _ -> true,
                        (_, _) -> {})
                .flowTo(new InetSocketAddress(InetAddress.ofLiteral(address), 5060));
    }
}
