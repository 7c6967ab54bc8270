package io.carillon.local.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Somebody without an account floods the proxy with INVITE and acknowledges nothing. Calls of others go on and begin. */
@WholeSystem
@Isolated("measures time")
class InviteFloodTest {

    private static final int REQUESTS_PER_SECOND = 2000;

    private static final Duration LENGTH = Duration.ofSeconds(15);

    /** Of the calls in the test and whatever their phones ask besides. */
    private static final int FEW = 100;

    private final Lab lab;

    InviteFloodTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void calls_in_progress_end_and_new_ones_begin_have_sound_and_end() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered();
                Phone dave = lab.registered()) {
            OutgoingCall before = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().answer();
            before.awaitAnswered();

            int calls = 0;
            double open = 0;
            long sent;
            Duration lasted;
            try (Flood flood = new Flood(lab.sip())) {
                while (flood.lasted().compareTo(LENGTH) < 0) {
                    oneCall(carol, dave);
                    calls++;
                    open = Math.max(open, lab.metric(Service.PROXY, "carillon_sip_transactions_open{kind=\"server\"}"));
                }
                before.awaitTone(bob.tone());
                assertThat(before.hangUp().status()).isEqualTo(200);
                atBob.awaitHungUp();
                sent = flood.sent();
                lasted = flood.lasted();
            }

            assertThat(calls).isPositive();
            assertThat(sent).as("requests sent in %s", lasted).isGreaterThan((long)
                    (0.9 * REQUESTS_PER_SECOND * lasted.toSeconds()));
            assertThat(open).as("server transactions open").isLessThan(FEW);
            // Of this test's calls, not of the flood: what is accepted is remembered for 32 s.
            assertThat(lab.metric(Service.PROXY, "carillon_sip_transactions_open{kind=\"accepted\"}"))
                    .isBetween(1.0, (double) FEW);
            assertThat(lab.metric(Service.PROXY, "carillon_sip_overloaded_total"))
                    .isZero();
        }
    }

    private static void oneCall(Phone caller, Phone callee) {
        OutgoingCall call = caller.call(Lab.numberOf(callee));
        IncomingCall atCallee = callee.awaitCall().ring().answer();
        call.awaitAnswered().awaitTone(callee.tone());
        atCallee.awaitTone(caller.tone());
        assertThat(call.hangUp().status()).isEqualTo(200);
        atCallee.awaitHungUp();
    }

    /** Sends from one socket at an even pace; reads nothing. */
    private static final class Flood implements AutoCloseable {

        private static final int BATCH = REQUESTS_PER_SECOND / 200;

        private final DatagramSocket socket;
        private final long start = System.nanoTime();
        private final Thread thread;
        private final AtomicLong sent = new AtomicLong();
        private volatile boolean over;

        Flood(InetSocketAddress target) throws IOException {
            this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            this.thread = Thread.ofPlatform().name("flood").start(() -> pour(target));
        }

        Duration lasted() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        long sent() {
            return sent.get();
        }

        private void pour(InetSocketAddress target) {
            try {
                while (!over) {
                    long due = start + TimeUnit.SECONDS.toNanos(1) * sent.get() / REQUESTS_PER_SECOND;
                    LockSupport.parkNanos(due - System.nanoTime());
                    for (int i = 0; i < BATCH; i++) {
                        byte[] request = invite(sent.get() + i).getBytes(US_ASCII);
                        socket.send(new DatagramPacket(request, request.length, target));
                    }
                    sent.addAndGet(BATCH);
                }
            } catch (IOException e) {
                throw new IllegalStateException("the flood ran dry after " + sent + " requests", e);
            }
        }

        private String invite(long number) {
            return """
                    INVITE sip:1000@127.0.0.1 SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.1:%1$d;branch=z9hG4bKflood%2$d
                    Max-Forwards: 70
                    From: <sip:p1000@127.0.0.1>;tag=f%2$d
                    To: <sip:1000@127.0.0.1>
                    Call-ID: flood-%2$d
                    CSeq: 1 INVITE
                    Contact: <sip:p1000@127.0.0.1:%1$d>
                    Content-Length: 0

                    """.replace("\n", "\r\n").formatted(socket.getLocalPort(), number);
        }

        @Override
        public void close() {
            over = true;
            LockSupport.unpark(thread);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            socket.close();
        }
    }
}
