package io.carillon.local.system;

import io.carillon.testkit.network.NetworkNamespace;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Three networks: an office whose only way out is a NAT, a home behind a NAT of its own, and the world between them. Both
 * NATs take ports at random for what goes out, so that nothing gets in but answers and what is forwarded.
 */
final class OfficeBehindNat implements AutoCloseable {
    /** Of the server, and of a phone beside it. */
    static final String SERVER = "192.168.77.2";

    static final String DESK = "192.168.77.5";

    /** Of the office, as the world sees it. */
    static final String PUBLIC = "203.0.113.1";

    static final String ABROAD = "203.0.113.5";
    static final String HOME = "10.44.0.5";

    private static final String SOUND_TO_SERVER =
            "PREROUTING -i outside -p udp --dport %s -j DNAT --to-destination " + SERVER;

    private final Deque<NetworkNamespace> all = new ArrayDeque<>();
    private final NetworkNamespace world;
    private final NetworkNamespace office;
    private final NetworkNamespace home;
    private final NetworkNamespace officeRouter;

    OfficeBehindNat() throws IOException {
        try {
            world = made("world");
            office = made("office");
            home = made("home");
            officeRouter = made("office-nat");
            world.run("ip", "link", "add", "exchange", "type", "bridge");
            world.run("ip", "link", "set", "exchange", "up");
            world.address(ABROAD + "/24", "exchange");
            connect(office, SERVER + "/24", officeRouter, "192.168.77.1", PUBLIC + "/24");
            office.address(DESK + "/24", "lan");
            connect(home, HOME + "/24", made("home-nat"), "10.44.0.1", "203.0.113.9/24");
            officeRouter.filter(
                    "-t nat -A PREROUTING -i outside -p udp --dport 5060 -j DNAT --to-destination " + SERVER);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private NetworkNamespace made(String label) throws IOException {
        NetworkNamespace namespace = NetworkNamespace.create(label);
        all.push(namespace);
        return namespace;
    }

    private void connect(
            NetworkNamespace network, String address, NetworkNamespace router, String inside, String outside)
            throws IOException {
        network.wire("lan", router, "inside");
        network.address(address, "lan");
        router.address(inside + "/24", "inside");
        network.gateway(inside);
        String port = "port" + all.size();
        router.wire("outside", world, port);
        router.address(outside, "outside");
        world.run("ip", "link", "set", port, "master", "exchange");
        router.filter("-t nat -A POSTROUTING -o outside -p udp -j MASQUERADE --random-fully");
    }

    NetworkNamespace world() {
        return world;
    }

    NetworkNamespace office() {
        return office;
    }

    NetworkNamespace home() {
        return home;
    }

    /** @param ports as iptables has them, {@code 10000:10099} */
    void forwardSound(String ports) throws IOException {
        officeRouter.filter("-t nat -A " + SOUND_TO_SERVER.formatted(ports));
    }

    void forwardNoSound(String ports) throws IOException {
        officeRouter.filter("-t nat -D " + SOUND_TO_SERVER.formatted(ports));
    }

    @Override
    public void close() throws IOException {
        while (!all.isEmpty()) {
            all.pop().close();
        }
    }
}
