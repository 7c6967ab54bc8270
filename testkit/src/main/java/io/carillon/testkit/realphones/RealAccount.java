package io.carillon.testkit.realphones;

import java.net.InetSocketAddress;

/** What is typed into a phone to use an account of a server. */
public record RealAccount(String user, String password, InetSocketAddress server) {

    String serverText() {
        return server.getAddress().getHostAddress() + ":" + server.getPort();
    }

    String uriOf(String number) {
        return "sip:" + number + "@" + serverText();
    }
}
