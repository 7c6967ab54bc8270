package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.RecordingId;
import io.carillon.protocol.media.RecordingLimits;
import io.carillon.protocol.media.SessionId;
import io.carillon.relay.port.PortPool;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A relay that is stopped, on a real thread. */
class MediaLoopEndTest {
    private static final SessionId SESSION = new SessionId("call");
    private static final LegId CALLER = new LegId("caller");
    private static final String OFFER =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n";

    private final RecipientInMemory recipient = new RecipientInMemory();
    private final DatagramLoop thread = DatagramLoop.start("media-end-test");
    private final MediaLoop loop = new MediaLoop(new LoopResources(
            thread,
            new LoopPorts(
                    thread,
                    new PortPool(20_010, 20_011, new Random(1)),
                    InetAddress.getLoopbackAddress(),
                    new Random(3)),
            (_, _) -> InetAddress.getLoopbackAddress(),
            SessionTimes.DEFAULT,
            _ -> {},
            new SoundsInMemory(),
            Runnable::run,
            recipient,
            new Random(2)));

    @Test
    void a_loop_that_is_stopped_delivers_what_it_records_first() {
        var limits = new RecordingLimits(Duration.ofMinutes(1), Duration.ZERO, 0);
        List<MediaReply> replies = new ArrayList<>();
        loop.perform(
                        List.of(
                                new MediaCommand.AcceptOffer(
                                        SESSION, CALLER, OFFER, List.of("ulaw"), true, Optional.empty()),
                                new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.empty()),
                                new MediaCommand.Record(
                                        SESSION, CALLER, new RecordingId("r"), RecipientInMemory.URL, limits, "#")),
                        _ -> {},
                        replies::add)
                .join();
        assertThat(replies).last().isEqualTo(new MediaReply.Done());

        loop.close();

        assertThat(recipient.ended()).contains(0);
    }
}
