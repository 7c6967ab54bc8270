package io.carillon.local;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A port that is about to be listened to.
 *
 * @param what whose it will be, as {@code HTTP of proxy-1}
 * @param option how to choose another
 */
record Listener(String what, LocalPort.Transport transport, InetSocketAddress address, String option) {

    /** Binds and lets go, so that a taken port is told in one sentence instead of by a service that dies. */
    void demand() throws CannotStart {
        try {
            probe();
        } catch (BindException taken) {
            throw new CannotStart(refusal(String.valueOf(taken.getMessage())), taken);
        } catch (IOException broken) {
            throw new CannotStart(
                    "Cannot listen on " + Addresses.text(address) + " (" + what + "): " + broken.getMessage() + ".",
                    broken);
        }
    }

    boolean isFree() {
        try {
            probe();
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private void probe() throws IOException {
        switch (transport) {
            case TCP -> {
                try (ServerSocket socket = new ServerSocket()) {
                    // A connection of the last run in TIME_WAIT takes no port away.
                    socket.setReuseAddress(true);
                    socket.bind(address);
                }
            }
            case UDP -> {
                try (DatagramSocket socket = new DatagramSocket(null)) {
                    socket.bind(address);
                }
            }
        }
    }

    private String refusal(String reason) {
        if (reason.contains("assign requested address")) {
            return Addresses.text(address) + " (" + what + ") is no address of this machine: choose one with " + option
                    + ".";
        }
        if (reason.contains("denied")) {
            return "Port " + address.getPort() + " (" + what + ") is only for root: choose one from 1024 up with "
                    + option + ".";
        }
        String filter = transport == LocalPort.Transport.TCP ? "ss -lntp" : "ss -lnup";
        return transport + " port " + address.getPort() + " (" + what + ") is in use: stop who has it (`" + filter
                + " 'sport = :" + address.getPort() + "'` names it) or choose another with " + option + ".";
    }
}
