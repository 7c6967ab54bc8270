package io.carillon.bench.menu;

import io.carillon.bench.phone.Credentials;
import io.carillon.bench.phone.OutgoingCall;
import io.carillon.bench.phone.Pace;
import io.carillon.bench.phone.Phones;
import io.carillon.bench.phone.Received;
import io.carillon.bench.phone.Sdp;
import io.carillon.bench.phone.Slot;
import io.carillon.bench.server.CarillonServer;
import io.carillon.protocol.datagram.DatagramLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Calls that stay in the menu until they are hung up, each of an account of its own. Signalling is on the phones' loop, sound
 * on one loop of ours; used by one thread.
 */
final class Listeners implements AutoCloseable {

    private static final Pace PACE = Pace.perSecond(50, 32);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofMillis(1);
    private static final long NANOS_A_SECOND = Duration.ofSeconds(1).toNanos();
    private static final int PACKETS_A_SECOND = 50;

    private final DatagramLoop loop = DatagramLoop.start("listeners");
    private final Credentials credentials = new Credentials();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<OutgoingCall> calls = new ArrayList<>();
    private final Phones phones;
    private int hungUp;
    private boolean pressing;
    private Heard heard = new Heard();
    private long lastTick;

    Listeners(Phones phones, int howMany) throws IOException {
        this.phones = phones;
        for (int number = 0; number < howMany; number++) {
            listeners.add(new Listener(loop, number, this));
        }
    }

    /** Calls the menu from every phone, and speaks. */
    void call() throws Exception {
        must("be answered", phones.work(this::dial, PACE, listeners.size(), PATIENCE));
        loop.execute(() -> {
            lastTick = System.nanoTime();
            tick(lastTick, 0);
        });
    }

    /** Nothing may be measured afterwards. */
    void hangUp() throws Exception {
        must("be hung up", phones.work(this::bye, PACE, listeners.size(), PATIENCE));
    }

    private static void must(String what, Phones.Outcome outcome) {
        if (outcome.lost() > 0) {
            throw new IllegalStateException(outcome.lost() + " calls could not " + what + ": " + outcome.why());
        }
    }

    private void dial(Slot slot) {
        int account = calls.size();
        Listener listener = listeners.get(account);
        OutgoingCall call = new OutgoingCall(slot, account, CarillonServer.MENU, phones.server(), System.nanoTime());
        calls.add(call);
        call.invite(slot, credentials, listener.offer(), answer -> {
            speak(listener, answer);
            slot.done(slot.waited());
        });
    }

    private void speak(Listener listener, Received answer) {
        InetSocketAddress relay = Sdp.address(answer.body());
        loop.execute(() -> listener.speakTo(relay));
    }

    private void bye(Slot slot) {
        calls.get(hungUp++).hangUp(slot, 0);
    }

    /** What is heard in so long a time. */
    Heard listen(Duration howLong, boolean pressesKeys) throws Exception {
        CompletableFuture<Heard> done = new CompletableFuture<>();
        loop.execute(() -> {
            pressing = pressesKeys;
            heard = new Heard();
            listeners.forEach(Listener::forget);
            loop.schedule(howLong, () -> end(done));
        });
        return done.get(howLong.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void end(CompletableFuture<Heard> done) {
        Heard ofThisTurn = heard;
        heard = new Heard();
        long deaf = listeners.stream().filter(listener -> !listener.hears()).count();
        if (deaf == 0) {
            done.complete(ofThisTurn);
        } else {
            done.completeExceptionally(new IllegalStateException(deaf + " calls hear nothing"));
        }
    }

    /** What is being counted; on the loop. */
    Heard heard() {
        return heard;
    }

    private void tick(long begun, long sent) {
        long now = System.nanoTime();
        heard.ours(now - lastTick - TICK.toNanos());
        lastTick = now;
        long due = (long) ((double) (now - begun) / NANOS_A_SECOND * PACKETS_A_SECOND * listeners.size());
        for (long i = sent; i < due; i++) {
            listeners.get((int) (i % listeners.size())).speak(pressing);
        }
        loop.schedule(TICK, () -> tick(begun, due));
    }

    @Override
    public void close() {
        loop.close();
    }
}
