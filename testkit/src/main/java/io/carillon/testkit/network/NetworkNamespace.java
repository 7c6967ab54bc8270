package io.carillon.testkit.network;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.carillon.testkit.program.Program;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A machine of its own as far as the network is concerned (network_namespaces(7)): its interfaces, its routes, its packet
 * filter. Needs root, ip and iptables; without them the test does not go on (see {@link Program}).
 *
 * <p>A socket belongs to the namespace of the thread that opened it, so a thread of this class, which never leaves the
 * namespace, opens them; any thread may use them then.
 */
public final class NetworkNamespace implements UdpNetwork, AutoCloseable {

    private static final int CLONE_NEWNET = 0x40000000;
    private static final int PATIENCE_SECONDS = 10;

    private final String name;
    private final ExecutorService resident;

    private NetworkNamespace(String name) {
        this.name = name;
        this.resident = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("in-" + name).factory());
    }

    /** Makes one whose loopback is up, and which forwards what it is asked to. */
    public static NetworkNamespace create(String label) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw Program.missing("network namespaces are for root, who does not run these tests");
        }
        Path ip = Program.demand("ip", "Debian: apt-get install iproute2");
        NetworkNamespace made =
                new NetworkNamespace("carillon-" + ProcessHandle.current().pid() + "-" + label);
        run(List.of(ip.toString(), "netns", "add", made.name));
        try {
            made.run("ip", "link", "set", "lo", "up");
            made.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
            made.enter();
        } catch (IOException e) {
            made.close();
            throw e;
        }
        return made;
    }

    /** What to put before a command so that it runs there. */
    public List<String> command() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Runs a command there, to its end. */
    public void run(String... words) throws IOException {
        List<String> line = new ArrayList<>(command());
        line.addAll(List.of(words));
        run(line);
    }

    /** Gives {@code iptables} an order there. */
    public void filter(String order) throws IOException {
        Path iptables = Program.demand("iptables", "Debian: apt-get install iptables");
        List<String> words = new ArrayList<>(List.of(iptables.toString(), "-w"));
        words.addAll(List.of(order.split(" ")));
        run(words.toArray(String[]::new));
    }

    /**
     * Lays a wire from an interface here to one there.
     *
     * @param here the interface's new name
     * @param there the same in the other namespace
     */
    public void wire(String here, NetworkNamespace other, String there) throws IOException {
        run("ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", other.name);
        run("ip", "link", "set", here, "up");
        other.run("ip", "link", "set", there, "up");
    }

    /** @param address with its prefix, as {@code 192.0.2.1/24} */
    public void address(String address, String device) throws IOException {
        run("ip", "address", "add", address, "dev", device);
    }

    /** Whatever is not on one of its wires goes there. */
    public void gateway(String address) throws IOException {
        run("ip", "route", "add", "default", "via", address);
    }

    @Override
    public DatagramSocket open(InetSocketAddress local) throws IOException {
        return there(() -> new DatagramSocket(local));
    }

    @Override
    public void close() throws IOException {
        resident.close();
        run(List.of("ip", "netns", "delete", name));
    }

    private interface Deed<T> {
        T done() throws IOException;
    }

    private <T> T there(Deed<T> deed) throws IOException {
        CompletableFuture<T> result = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return deed.done();
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                resident);
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IOException(name + " does not answer", e);
        }
    }

    private void enter() throws IOException {
        there(() -> {
            setns("/run/netns/" + name);
            return name;
        });
    }

    /** Takes the calling thread there, for good. */
    @SuppressWarnings("restricted") // the tests' JVM enables native access
    private static void setns(String file) throws IOException {
        Linker linker = Linker.nativeLinker();
        MethodHandle open = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("open"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        MethodHandle setns = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setns"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        MethodHandle close = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        int entered;
        try (Arena arena = Arena.ofConfined()) {
            int namespace = (int) open.invokeExact(arena.allocateFrom(file), 0);
            entered = (int) setns.invokeExact(namespace, CLONE_NEWNET);
            int _ = (int) close.invokeExact(namespace);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        if (entered != 0) {
            throw new IOException("no way into " + file);
        }
    }

    private static void run(List<String> line) throws IOException {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", line) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
