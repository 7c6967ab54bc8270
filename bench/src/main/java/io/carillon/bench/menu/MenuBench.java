package io.carillon.bench.menu;

import io.carillon.bench.measure.CpuMeter;
import io.carillon.bench.measure.Progress;
import io.carillon.bench.measure.Report;
import io.carillon.bench.phone.Phones;
import io.carillon.bench.server.CarillonServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls that all hear a menu's prompts at once: how late their packets are, and what the prompts cost. */
public final class MenuBench implements AutoCloseable {

    private static final int CALLS = 200;

    /** Until the JVMs have compiled what a prompt needs; the measured calls begin only then, with clocks of their own. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** Of the measured calls: their first second sets their clocks. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private static final String LISTENING = "callers listen";
    private static final String PRESSING = "each presses a key every 10 s";

    private final CarillonServer carillon;
    private final Phones phones;
    private final Listeners measured;

    /** @param phones at this server */
    public MenuBench(CarillonServer carillon, Phones phones) throws IOException {
        this.carillon = carillon;
        this.phones = phones;
        measured = new Listeners(phones, CALLS);
    }

    /** Measures; callers listen for a turn of this length and press keys for another, in each of the rounds. */
    public Report run(int rounds, Duration turn) throws Exception {
        warmUp();
        measured.call();
        measured.listen(SETTLING, false);
        Map<String, List<MenuTurn>> turns = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (String callers : List.of(LISTENING, PRESSING)) {
                MenuTurn one = turn(turn, callers.equals(PRESSING));
                turns.computeIfAbsent(callers, _ -> new ArrayList<>()).add(one);
                Progress.doing("Menus, round " + round + " of " + rounds + ", " + callers + ": "
                        + one.heard().late() + " packets of "
                        + one.heard().lateness().count() + " late");
            }
        }
        measured.hangUp();
        return new MenuResult(CALLS, turns);
    }

    private void warmUp() throws Exception {
        Progress.doing("Menus: warming up " + carillon.name());
        try (Listeners warming = new Listeners(phones, CALLS)) {
            warming.call();
            warming.listen(WARM_UP, true);
            warming.hangUp();
        }
    }

    /** Not until facts are published, as elsewhere: the calls go on, and so does their cost. */
    private MenuTurn turn(Duration howLong, boolean pressesKeys) throws Exception {
        CpuMeter meter = carillon.meter();
        long begun = System.nanoTime();
        Heard heard = measured.listen(howLong, pressesKeys);
        Map<String, Double> used = meter.read();
        return new MenuTurn((System.nanoTime() - begun) / 1e9 * CALLS, used, heard);
    }

    @Override
    public void close() {
        measured.close();
    }
}
