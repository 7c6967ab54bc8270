package io.carillon.bench.recording;

import io.carillon.bench.measure.CpuMeter;
import io.carillon.bench.measure.Progress;
import io.carillon.bench.measure.Report;
import io.carillon.bench.server.CarillonServer;
import io.carillon.protocol.media.control.RelayPool;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Recordings all at once: what arrives of them, how soon, and what the relay spends on them. */
public final class RecordingBench implements AutoCloseable {
    private static final int RECORDINGS = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 20;

    private final CarillonServer carillon;
    private final Vertx vertx = Vertx.vertx();
    private final RelayPool relays;
    private final Keeper keeper = new Keeper();
    private final Dictations dictations;

    public RecordingBench(CarillonServer carillon) throws Exception {
        this.carillon = carillon;
        URI control = URI.create("ws://" + carillon.relay().getAuthority() + "/control");
        String name = "bench-" + ProcessHandle.current().pid();
        relays = new RelayPool(vertx, List.of(control), name, Optional.empty());
        relays.connect();
        awaitRelay();
        dictations = new Dictations(relays, keeper, RECORDINGS);
    }

    private void awaitRelay() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!relays.anyAnswering()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the relay has not answered for " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Measures a turn of this length in each of the rounds. */
    public Report run(int rounds, Duration turn) throws Exception {
        Progress.doing("Recordings: warming up " + carillon.name());
        Kept _ = dictations.dictate(WARM_UP);
        List<RecordingTurn> turns = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            CpuMeter meter = CpuMeter.of(Map.of("relay", List.of(carillon.relayPid())));
            Kept kept = dictations.dictate(turn);
            Map<String, Double> used = meter.read();
            turns.add(new RecordingTurn((double) turn.toNanos() / 1e9 * RECORDINGS, used, kept));
            Progress.doing("Recordings, round " + round + " of " + rounds + ": " + kept.gaps() / 8
                    + " ms are missing of " + kept.said() / 8 + " ms");
        }
        return new RecordingResult(RECORDINGS, turns);
    }

    @Override
    public void close() {
        dictations.close();
        relays.close();
        keeper.close();
        var _ = vertx.close();
    }
}
