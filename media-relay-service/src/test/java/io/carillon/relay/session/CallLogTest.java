package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.SessionId;
import io.carillon.relay.port.PortPool;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call's lines in the relay's log are found by the Call-ID that the proxy's lines have. */
class CallLogTest {

    private static final SessionId SESSION = new SessionId("one");
    private static final LegId CALLER = new LegId("caller");

    private final ManualLoop clock = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(clock);
    private final MediaLoop loop = new MediaLoop(new LoopResources(
            network,
            new LoopPorts(
                    network,
                    new PortPool(10_000, 10_001, new Random(1)),
                    InetAddress.ofLiteral("192.0.2.1"),
                    new Random(3)),
            (_, _) -> InetAddress.ofLiteral("192.0.2.1"),
            SessionTimes.DEFAULT,
            _ -> {},
            new SoundsInMemory(),
            Runnable::run,
            new RecipientInMemory(),
            new Random(2)));
    private final Logger log = Logger.getLogger(MediaLoop.class.getName());
    private final Lines lines = new Lines();

    private static final class Lines extends Handler {
        private final List<String> callIds = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            callIds.add(String.valueOf(MDC.get("callId")));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        log.addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        log.removeHandler(lines);
    }

    private void begin(Optional<String> callId) {
        var offer = new MediaCommand.CreateOffer(
                SESSION, CALLER, Optional.empty(), List.of("ulaw"), true, Optional.empty());
        loop.on(callId.map(offer::of).orElse(offer), _ -> {});
    }

    @Test
    void a_refused_command_is_logged_under_the_call_id() {
        begin(Optional.of("a84b4c76e66710"));
        loop.on(new MediaCommand.AcceptAnswer(SESSION, new LegId("nobody"), "v=0"), _ -> {});

        assertThat(lines.callIds).containsExactly("a84b4c76e66710");
        assertThat(MDC.get("callId")).isNull();
    }

    @Test
    void a_session_that_nobody_answers_for_is_ended_under_its_call_id() {
        begin(Optional.of("a84b4c76e66710"));
        clock.advance(Duration.ofHours(1));

        assertThat(lines.callIds).containsExactly("a84b4c76e66710");
    }

    @Test
    void a_call_id_forges_no_line() {
        begin(Optional.of("a\r\nINFO"));
        loop.on(
                new MediaCommand.Hear(SESSION, new LegId("nobody"), new io.carillon.protocol.media.Source.Echo()),
                _ -> {});

        assertThat(lines.callIds).containsExactly("a\\r\\nINFO");
    }
}
