package io.carillon.bench.phone;

import io.carillon.bench.measure.Delays;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The phones of all accounts at one server: a few sockets, shared by many accounts each, on one loop.
 */
public final class Phones implements AutoCloseable {

    private static final int SOCKETS = 16;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LAST_ERRANDS = Duration.ofSeconds(20);

    private final DatagramLoop loop = DatagramLoop.start("phones");
    private final Callee callee = new Callee();
    private final InetSocketAddress server;
    private final List<DatagramPort> ports = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private long numbers;
    private Optional<Work> work = Optional.empty();

    /** @param server where all is sent to */
    public Phones(InetSocketAddress server) throws IOException {
        this.server = server;
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        for (int i = 0; i < SOCKETS; i++) {
            DatagramPort port = loop.open(any, this::received, DatagramOptions.SIGNALLING);
            ports.add(port);
            addresses.add(address(port.localAddress()));
        }
    }

    /**
     * What came of the errands of one while.
     *
     * @param why a reason of those that were lost, to be shown
     */
    public record Outcome(long done, long lost, long repeated, Duration length, Delays delays, String why) {}

    /** Works for so long, and until the last errand has ended. */
    public Outcome work(Errand errand, Pace pace, Duration howLong) throws Exception {
        return work(new Work(errand, pace, howLong.toNanos(), Long.MAX_VALUE), howLong);
    }

    /** Does so many errands, whatever comes of them. */
    public Outcome work(Errand errand, Pace pace, long howMany, Duration patience) throws Exception {
        return work(new Work(errand, pace, patience.toNanos(), howMany), patience);
    }

    private Outcome work(Work now, Duration howLong) throws Exception {
        loop.execute(() -> {
            work = Optional.of(now);
            now.begin();
        });
        return now.outcome.get(howLong.plus(LAST_ERRANDS).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** {@code host:port}. */
    public String server() {
        return address(server);
    }

    /** No two of these phones' requests have the same. */
    long nextNumber() {
        return ++numbers;
    }

    String address(int account) {
        return addresses.get(account % SOCKETS);
    }

    String description(int account) {
        return Sdp.of(ports.get(account % SOCKETS).localAddress());
    }

    static String address(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    void send(int account, ByteBuffer datagram) {
        ports.get(account % SOCKETS).send(datagram, server);
    }

    void later(Duration delay, Runnable step) {
        loop.schedule(delay, step);
    }

    void repeated() {
        work.ifPresent(now -> now.repeated++);
    }

    void done(Slot slot, long delay) {
        work.ifPresent(now -> now.done(slot, delay));
    }

    void failed(Slot slot, String why) {
        work.ifPresent(now -> now.failed(slot, why));
    }

    private void received(DatagramPort port, ByteBuffer datagram, InetSocketAddress from) {
        Received message = Received.read(datagram);
        if (message.isResponse()) {
            String branch = message.branch();
            int dot = branch.indexOf('.');
            if (dot > 0) {
                int slot = Integer.parseInt(branch, 0, dot, 10);
                work.ifPresent(now -> now.slots.get(slot).received(message, branch));
            }
        } else {
            callee.asked(port, message, from);
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    /** What is done in one while. */
    private final class Work {

        private final Errand errand;
        private final long interval;
        private final long nanos;
        private final long most;
        private final List<Slot> slots = new ArrayList<>();
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final Delays delays = new Delays();
        private long begun;
        private long errands;
        private int underWay;
        private long done;
        private long lost;
        private long repeated;
        private String why = "";

        Work(Errand errand, Pace pace, long nanos, long most) {
            this.errand = errand;
            interval = pace.interval().toNanos();
            this.nanos = nanos;
            this.most = most;
            for (int number = 0; number < pace.atATime(); number++) {
                slots.add(new Slot(Phones.this, number));
            }
        }

        void begin() {
            begun = System.nanoTime();
            underWay = slots.size();
            slots.forEach(this::next);
            look();
        }

        private void look() {
            if (!outcome.isDone()) {
                long now = System.nanoTime();
                slots.forEach(slot -> slot.look(now));
                loop.schedule(LOOK, this::look);
            }
        }

        private void next(Slot slot) {
            long now = System.nanoTime() - begun;
            long due = Math.max(now, errands * interval);
            if (errands == most || due >= nanos) {
                rest();
            } else {
                errands++;
                if (due == now) {
                    errand.begin(slot);
                } else {
                    loop.schedule(Duration.ofNanos(due - now), () -> errand.begin(slot));
                }
            }
        }

        private void rest() {
            if (--underWay == 0) {
                Duration length = Duration.ofNanos(System.nanoTime() - begun);
                outcome.complete(new Outcome(done, lost, repeated, length, delays, why));
            }
        }

        void done(Slot slot, long delay) {
            done++;
            delays.add(delay);
            next(slot);
        }

        void failed(Slot slot, String reason) {
            lost++;
            why = reason;
            next(slot);
        }
    }
}
