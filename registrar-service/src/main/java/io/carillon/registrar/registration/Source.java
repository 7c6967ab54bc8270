package io.carillon.registrar.registration;

/**
 * Where a REGISTER came from, as the proxy saw it and stamped it into Via (RFC 3581).
 *
 * @param address an address literal without brackets
 * @param transport as Via writes it: UDP, TCP, TLS, WS, WSS
 */
public record Source(String address, int port, String transport) {

    /** The address and port as one text, an IPv6 address in brackets. */
    public String hostPort() {
        return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
    }
}
