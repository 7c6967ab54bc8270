package io.carillon.proxy.locate;

import io.carillon.protocol.sip.TransportProtocol;
import java.net.InetSocketAddress;

/** One destination of a request: how and where to. */
public record NextHop(TransportProtocol protocol, InetSocketAddress address) {}
