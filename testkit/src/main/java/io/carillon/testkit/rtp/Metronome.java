package io.carillon.testkit.rtp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * The beat that all test phones of a process speak to: one daemon thread that wakes every 20 ms by absolute time, so that
 * a late beat is not followed by late ones.
 */
final class Metronome {

    private static final long BEAT = 1_000_000_000L / RtpTalker.PACKETS_PER_SECOND;

    /** After a pause of the whole machine longer than this the beats in between are left out, not made up for. */
    private static final long LONGEST_CATCH_UP = 10 * BEAT;

    private static final Metronome INSTANCE = new Metronome();

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private Metronome() {
        Thread.ofPlatform().daemon().name("rtp-metronome").start(this::beat);
    }

    static void add(Runnable onBeat) {
        INSTANCE.listeners.add(onBeat);
    }

    static void remove(Runnable onBeat) {
        INSTANCE.listeners.remove(onBeat);
    }

    private void beat() {
        long next = System.nanoTime();
        while (true) {
            next = System.nanoTime() - next > LONGEST_CATCH_UP ? System.nanoTime() : next + BEAT;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            for (Runnable listener : listeners) {
                listener.run();
            }
        }
    }
}
