package io.carillon.bench.rtp;

import io.carillon.bench.measure.Contender;
import io.carillon.bench.measure.CpuMeter;
import io.carillon.bench.measure.Delays;
import io.carillon.bench.measure.Turn;
import io.carillon.bench.rtp.RelayUnderTest.Anchored;
import io.carillon.protocol.datagram.DatagramPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A relay with its calls, all of them talking when it is its turn. */
final class TalkingPhones implements Contender, AutoCloseable {

    private static final Duration WARM_UP = Duration.ofSeconds(45);

    private final RelayUnderTest relay;
    private final Load load = new Load();

    TalkingPhones(RelayUnderTest relay, int calls) throws Exception {
        this.relay = relay;
        for (int call = 0; call < calls; call++) {
            DatagramPort caller = load.phone();
            DatagramPort callee = load.phone();
            Anchored anchored = relay.anchor("call-" + call, caller.localAddress(), callee.localAddress());
            load.stream(caller, anchored.forCaller());
            load.stream(callee, anchored.forCallee());
        }
    }

    @Override
    public String name() {
        return relay.name();
    }

    @Override
    public void warmUp() throws Exception {
        load.talk(WARM_UP);
    }

    @Override
    public Turn turn(Duration howLong) throws Exception {
        load.forget();
        CpuMeter meter = CpuMeter.of(Map.of("relay", List.of(relay.pid())));
        load.talk(howLong);
        Delays delays = load.delays();
        return new Turn(delays.count(), load.sent() - delays.count(), 0, howLong, meter.read(), delays);
    }

    @Override
    public void close() {
        load.close();
        relay.close();
    }
}
