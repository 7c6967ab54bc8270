package io.carillon.bench.rtp;

import io.carillon.bench.measure.Bar;
import io.carillon.bench.measure.Comparison;
import io.carillon.bench.server.CarillonServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same streams through our relay, set up by media control, and through rtpengine, set up by NG. */
public final class RtpBench implements AutoCloseable {

    /** Two streams of 50 packets/s each. */
    private static final int CALLS = 200;

    private static final List<Bar> BARS = List.of(
            new Bar.Beside("bar, at most 0.8 × rtpengine in userspace", Rtpengine.NAME, 0.8),
            new Bar.Beside("aim, at most 0.5 × rtpengine in userspace", Rtpengine.NAME, 0.5));

    private final List<TalkingPhones> contenders = new ArrayList<>();

    /**
     * @param peers whether rtpengine is wanted
     * @param directory where rtpengine's log goes
     */
    public RtpBench(CarillonServer carillon, boolean peers, Path directory) throws Exception {
        contenders.add(new TalkingPhones(new CarillonRelay(carillon), CALLS));
        if (peers && Rtpengine.isInstalled()) {
            contenders.add(new TalkingPhones(new Rtpengine(directory.resolve("rtpengine.log")), CALLS));
        }
    }

    public Comparison comparison() {
        return new Comparison("RTP", "packet", "through the relay", List.copyOf(contenders), BARS);
    }

    @Override
    public void close() {
        contenders.forEach(TalkingPhones::close);
    }
}
