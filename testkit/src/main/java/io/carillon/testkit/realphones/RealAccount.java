package io.carillon.testkit.realphones;

import java.net.InetSocketAddress;

/**
 * What is typed into a phone to use an account of a server.
 *
 * @param tcp whether it is to speak TCP
 */
public record RealAccount(String user, String password, InetSocketAddress server, boolean tcp) {

    /** Over UDP. */
    public RealAccount(String user, String password, InetSocketAddress server) {
        this(user, password, server, false);
    }

    /** The same over TCP. */
    public RealAccount overTcp() {
        return new RealAccount(user, password, server, true);
    }

    /** To be written behind a URI. */
    String transport() {
        return tcp ? ";transport=tcp" : "";
    }

    String serverText() {
        return server.getAddress().getHostAddress() + ":" + server.getPort();
    }

    String uriOf(String number) {
        return "sip:" + number + "@" + serverText() + transport();
    }
}
