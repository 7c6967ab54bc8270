package io.carillon.local;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One process of a service.
 *
 * @param number from 1
 * @param sip its internal SIP listener; a relay has none
 * @param rtp a relay's slice of the range
 * @param ng where a relay listens to proxies that speak rtpengine's NG protocol
 */
record Instance(
        Service service,
        int number,
        InetSocketAddress http,
        Optional<InetSocketAddress> sip,
        Optional<PortRange> rtp,
        Optional<InetSocketAddress> ng) {

    /** As in {@code carillon.instance}: {@code registrar-2}. */
    String name() {
        return service.label() + "-" + number;
    }

    String httpUrl() {
        return "http://" + Addresses.text(http);
    }
}
