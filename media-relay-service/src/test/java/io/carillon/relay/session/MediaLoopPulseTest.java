package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.relay.port.PortPool;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A media loop that has ended is told from one that works, on a real thread. */
class MediaLoopPulseTest {

    private final DatagramLoop thread = DatagramLoop.start("media-pulse-test");
    private final MediaLoop loop = new MediaLoop(new LoopResources(
            thread,
            new LoopPorts(
                    thread,
                    new PortPool(20_000, 20_001, new Random(1)),
                    InetAddress.getLoopbackAddress(),
                    new Random(3)),
            (_, _) -> InetAddress.getLoopbackAddress(),
            SessionTimes.DEFAULT,
            _ -> {},
            new SoundsInMemory(),
            Runnable::run,
            new RecipientInMemory(),
            new Random(2)));

    @Test
    void a_loop_is_alive_until_its_thread_has_ended() {
        assertThat(loop.isAlive()).isTrue();

        thread.close();
        assertThat(loop.isAlive()).isFalse();
    }
}
