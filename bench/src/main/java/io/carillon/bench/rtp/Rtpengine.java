package io.carillon.bench.rtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.carillon.bench.measure.Processes;
import io.carillon.bench.phone.Sdp;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** rtpengine in userspace, set up over its NG protocol. */
final class Rtpengine implements RelayUnderTest {

    static final String NAME = "rtpengine";

    /** Above those of our relay, below those that the kernel hands out; whoever has some of them is stepped around. */
    private static final int FIRST_RTP_PORT = 20_000;

    private static final int LAST_RTP_PORT = 32_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ANSWER_MILLIS = 500;

    private final Process process;
    private final DatagramSocket control;
    private final InetSocketAddress ng;
    private int lastCookie;

    static boolean isInstalled() {
        return Processes.installed(NAME).isPresent();
    }

    Rtpengine(Path log) throws Exception {
        ng = new InetSocketAddress(InetAddress.getLoopbackAddress(), Processes.freePort());
        process = Processes.start(
                log,
                List.of(
                        Processes.installed(NAME).orElseThrow().toString(),
                        "--config-file=none",
                        "--table=-1",
                        "--interface=127.0.0.1",
                        "--listen-ng=127.0.0.1:" + ng.getPort(),
                        "--port-min=" + FIRST_RTP_PORT,
                        "--port-max=" + LAST_RTP_PORT,
                        "--foreground",
                        "--log-stderr",
                        "--log-level=3"));
        control = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        control.setSoTimeout(ANSWER_MILLIS);
        awaitReady();
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                ask(Map.of("command", "ping"));
                return;
            } catch (SocketTimeoutException notYet) {
                lastCookie++;
            }
        }
        close();
        throw new IOException("rtpengine did not answer within " + PATIENCE);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Anchored anchor(String call, InetSocketAddress caller, InetSocketAddress callee) throws Exception {
        Map<?, ?> offered = ask(command("offer", call, Sdp.of(caller), Map.of("from-tag", "caller")));
        Map<?, ?> answered =
                ask(command("answer", call, Sdp.of(callee), Map.of("from-tag", "caller", "to-tag", "callee")));
        return new Anchored(Sdp.address(sdp(answered)), Sdp.address(sdp(offered)));
    }

    private static Map<String, Object> command(String command, String call, String sdp, Map<String, String> tags) {
        Map<String, Object> all = new TreeMap<>(tags);
        all.put("command", command);
        all.put("call-id", call);
        all.put("sdp", sdp);
        all.put("ICE", "remove");
        all.put("flags", List.of("trust-address"));
        all.put("replace", List.of("origin", "session-connection"));
        return all;
    }

    private static String sdp(Map<?, ?> answer) {
        if (answer.get("sdp") instanceof String sdp) {
            return sdp;
        }
        throw new IllegalStateException("rtpengine answered " + answer);
    }

    private Map<?, ?> ask(Map<String, Object> command) throws IOException {
        String cookie = "bench" + lastCookie++;
        byte[] request = (cookie + " " + Bencode.encode(command)).getBytes(ISO_8859_1);
        control.send(new DatagramPacket(request, request.length, ng));
        DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
        while (true) {
            control.receive(answer);
            String text = new String(answer.getData(), 0, answer.getLength(), ISO_8859_1);
            if (text.startsWith(cookie + " ")) {
                return Bencode.decode(text.substring(cookie.length() + 1));
            }
        }
    }

    @Override
    public void close() {
        control.close();
        Processes.stop(process);
    }
}
