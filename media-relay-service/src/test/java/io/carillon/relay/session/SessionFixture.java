package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.Source;
import io.carillon.relay.port.PortPool;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;

/**
 * A session of two legs on a network in memory, its clock moved by hand: alice has called bob, both ends are agreed, each
 * hears the other.
 */
abstract class SessionFixture {
    static final SessionId SESSION = new SessionId("call-1");
    static final LegId CALLER = new LegId("caller");
    static final LegId CALLEE = new LegId("callee");
    static final List<String> ALLOWED = List.of("ulaw", "alaw", "speex");
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    static final Duration FRAME = Duration.ofMillis(20);

    final ManualLoop clock = new ManualLoop();
    final InMemoryNetwork network = new InMemoryNetwork(clock);
    final PortPool ports = new PortPool(10_000, 10_003, new Random(1));
    final List<MediaEvent> events = new ArrayList<>();
    EventSink controller = events::add;
    final SoundsInMemory sounds = new SoundsInMemory();
    final RecipientInMemory recipient = new RecipientInMemory();
    final List<LegFigures> ended = new ArrayList<>();
    final MediaLoop loop = new MediaLoop(new LoopResources(
            network,
            new LoopPorts(network, ports, HERE, new Random(3)),
            (party, shown) -> HERE,
            SessionTimes.DEFAULT,
            ended::add,
            sounds,
            Runnable::run,
            recipient,
            new Random(2)));
    Party alice;
    Party bob;
    InetSocketAddress towardAlice;
    InetSocketAddress towardBob;

    @BeforeEach
    void callIsSetUp() throws IOException {
        alice = new Party(network, "10.0.0.5", 4_000);
        bob = new Party(network, "10.0.0.6", 5_000);
        on(new MediaCommand.AcceptOffer(
                SESSION, CALLER, alice.sdp("0 96\na=rtpmap:96 speex/8000"), ALLOWED, true, Optional.empty()));
        towardBob = described(on(
                new MediaCommand.CreateOffer(SESSION, CALLEE, Optional.of(CALLER), ALLOWED, true, Optional.empty())));
        on(new MediaCommand.AcceptAnswer(SESSION, CALLEE, bob.sdp("110 0\na=rtpmap:110 speex/8000")));
        towardAlice = described(on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE))));
        on(new MediaCommand.Hear(SESSION, CALLER, new Source.FromLeg(CALLEE)));
        on(new MediaCommand.Hear(SESSION, CALLEE, new Source.FromLeg(CALLER)));
    }

    void talk(Party party, InetSocketAddress to, Duration howLong) {
        for (int i = 0; i < howLong.dividedBy(FRAME); i++) {
            party.say(0, i, to);
            clock.advance(FRAME);
        }
    }

    MediaReply on(MediaCommand command) {
        return loop.on(command, controller);
    }

    LegFigures figures(LegId leg) {
        return on(new MediaCommand.Query(SESSION)) instanceof MediaReply.Figures(List<LegFigures> legs)
                ? legs.stream()
                        .filter(each -> each.leg().equals(leg))
                        .findFirst()
                        .orElseThrow()
                : fail("no figures");
    }

    static Reason reason(MediaReply reply) {
        assertThat(reply).isInstanceOf(MediaReply.Refused.class);
        return ((MediaReply.Refused) reply).reason();
    }

    /** Where the party is told to send. */
    private static InetSocketAddress described(MediaReply reply) {
        assertThat(reply).isInstanceOf(MediaReply.Description.class);
        String port = ((MediaReply.Description) reply)
                .sdp()
                .lines()
                .filter(line -> line.startsWith("m=audio "))
                .findFirst()
                .orElseThrow()
                .split(" ")[1];
        return new InetSocketAddress(HERE, Integer.parseInt(port));
    }

    static InetSocketAddress rtcp(InetSocketAddress rtp) {
        return new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
    }
}
