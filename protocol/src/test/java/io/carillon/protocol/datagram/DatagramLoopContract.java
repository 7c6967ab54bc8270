package io.carillon.protocol.datagram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link DatagramLoop} does, over real sockets on loopback. */
@Timeout(20)
abstract class DatagramLoopContract {

    static final String NAME = "loop-under-test";

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

    record Received(String text, InetSocketAddress from) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final DatagramHandler recording = (port, payload, from) -> received.add(new Received(text(payload), from));
    private DatagramLoop loop;

    abstract DatagramLoop start() throws IOException;

    @BeforeEach
    void startLoop() throws IOException {
        loop = start();
    }

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    @Test
    void a_thread_that_the_loop_starts_is_carried_by_the_loops_own() throws Exception {
        CompletableFuture<String> itself = new CompletableFuture<>();

        loop.startThread("story", () -> itself.complete(Thread.currentThread().getName() + " on " + carrier()));

        assertThat(itself.get(5, TimeUnit.SECONDS)).isEqualTo("story on " + NAME);
    }

    @Test
    void a_thread_that_waits_leaves_the_loop_to_others() throws Exception {
        CompletableFuture<String> brought = new CompletableFuture<>();
        CompletableFuture<String> told = new CompletableFuture<>();

        loop.startThread("story", () -> {
            loop.execute(() -> brought.complete("by a task of the loop's"));
            told.complete(CarriedThread.join(brought) + " on " + carrier());
        });

        assertThat(told.get(5, TimeUnit.SECONDS)).isEqualTo("by a task of the loop's on " + NAME);
    }

    @Test
    void a_thread_that_is_woken_from_elsewhere_goes_on_upon_the_loop() throws Exception {
        CompletableFuture<String> brought = new CompletableFuture<>();
        CompletableFuture<String> waits = new CompletableFuture<>();
        CompletableFuture<String> told = new CompletableFuture<>();
        loop.startThread("story", () -> {
            waits.complete("so");
            told.complete(CarriedThread.join(brought) + carrier());
        });
        waits.get(5, TimeUnit.SECONDS);

        Thread.ofVirtual().start(() -> brought.complete("woken on "));

        assertThat(told.get(5, TimeUnit.SECONDS)).isEqualTo("woken on " + NAME);
    }

    @Test
    void a_thread_that_waits_for_a_lock_does_not_have_the_loop_wait_behind_it_for_ever() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        CompletableFuture<Void> taskWaits = new CompletableFuture<>();
        CompletableFuture<String> told = new CompletableFuture<>();
        lock.lock();
        try {
            loop.startThread("story", () -> locked(lock, () -> {}));
            loop.execute(() -> {
                taskWaits.complete(null);
                locked(lock, () -> told.complete("the loop goes on"));
            });
            while (!lock.hasQueuedThreads()) {
                Thread.onSpinWait();
            }
            // It does not come so far, unless the thread has left the loop.
            taskWaits.completeOnTimeout(null, 100, TimeUnit.MILLISECONDS).join();
        } finally {
            lock.unlock();
        }

        assertThat(told.get(5, TimeUnit.SECONDS)).isEqualTo("the loop goes on");
    }

    @Test
    void what_a_thread_has_begun_is_ended_after_the_loop() throws Exception {
        CompletableFuture<String> brought = new CompletableFuture<>();
        CompletableFuture<String> waits = new CompletableFuture<>();
        CompletableFuture<String> told = new CompletableFuture<>();
        loop.startThread("story", () -> {
            waits.complete("so");
            told.complete(CarriedThread.join(brought));
        });
        waits.get(5, TimeUnit.SECONDS);
        loop.close();

        brought.complete("late");

        assertThat(told.get(5, TimeUnit.SECONDS)).isEqualTo("late");
    }

    private static void locked(ReentrantLock lock, Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** The thread of the system that carries the virtual one which asks. */
    private static String carrier() {
        String itself = Thread.currentThread().toString();
        return itself.substring(itself.indexOf('@') + 1);
    }

    @Test
    void a_datagram_arrives_with_its_sender() throws Exception {
        DatagramPort a = open(recording);
        DatagramPort b = open(recording);

        send(b, bytes("hello"), a.localAddress());

        assertThat(next()).isEqualTo(new Received("hello", b.localAddress()));
    }

    @Test
    void a_port_is_bound_where_it_was_asked_for_and_knows_its_number() throws Exception {
        DatagramPort port = open(recording);

        assertThat(port.localAddress().getAddress()).isEqualTo(ANY_PORT.getAddress());
        assertThat(port.localAddress().getPort()).isPositive();
    }

    @Test
    void the_longest_datagram_is_received_whole() throws Exception {
        byte[] longest = new byte[65_507];
        new Random(1).nextBytes(longest);
        BlockingQueue<byte[]> whole = new LinkedBlockingQueue<>();
        DatagramPort a = open((port, payload, from) -> whole.add(copy(payload)));

        boolean sent = send(open(recording), ByteBuffer.wrap(longest), a.localAddress());

        assertThat(sent).isTrue();
        assertThat(whole.poll(5, TimeUnit.SECONDS)).isEqualTo(longest);
    }

    @Test
    void an_empty_datagram_is_a_datagram() throws Exception {
        DatagramPort a = open(recording);

        boolean sent = send(open(recording), bytes(""), a.localAddress());

        assertThat(sent).isTrue();
        assertThat(next().text()).isEmpty();
    }

    @Test
    void what_was_received_can_be_sent_on_from_the_same_buffer() throws Exception {
        DatagramPort echo = open((port, payload, from) -> port.send(payload.position(2), from));

        send(open(recording), bytes("xxback"), echo.localAddress());

        assertThat(next()).isEqualTo(new Received("back", echo.localAddress()));
    }

    @Test
    void sending_leaves_the_buffer_as_it_was() throws Exception {
        DatagramPort a = open(recording);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(8).put(bytes("..part..")).position(2).limit(6);
        ByteBuffer onHeap = bytes("..part..").position(2).limit(6);

        send(a, direct, a.localAddress());
        send(a, onHeap, a.localAddress());

        assertThat(List.of(next().text(), next().text())).containsExactly("part", "part");
        assertThat(List.of(direct.position(), direct.limit(), onHeap.position(), onHeap.limit()))
                .containsExactly(2, 6, 2, 6);
    }

    @Test
    void a_sender_that_comes_again_is_the_same_object() throws Exception {
        DatagramPort a = open(recording);
        DatagramPort b = open(recording);

        send(b, bytes("1"), a.localAddress());
        send(b, bytes("2"), a.localAddress());

        assertThat(next().from()).isSameAs(next().from());
    }

    @Test
    void two_senders_are_told_apart() throws Exception {
        DatagramPort a = open(recording);
        DatagramPort b = open(recording);
        DatagramPort c = open(recording);

        send(b, bytes("b"), a.localAddress());
        send(c, bytes("c"), a.localAddress());
        send(b, bytes("b"), a.localAddress());

        assertThat(List.of(next(), next(), next()))
                .containsExactly(
                        new Received("b", b.localAddress()),
                        new Received("c", c.localAddress()),
                        new Received("b", b.localAddress()));
    }

    @Test
    void a_burst_is_received_in_order_and_whole() throws Exception {
        DatagramPort a = open(recording);
        DatagramPort b = open(recording);

        onLoop(() -> {
            for (int i = 0; i < 200; i++) {
                b.send(bytes("" + i), a.localAddress());
            }
            return true;
        });

        for (int i = 0; i < 200; i++) {
            assertThat(next().text()).isEqualTo("" + i);
        }
    }

    @Test
    void a_refused_datagram_does_not_kill_the_port() throws Exception {
        DatagramPort a = open(recording);
        DatagramPort gone = open(recording);
        gone.close();

        for (int i = 0; i < 3; i++) {
            send(a, bytes("nobody listens"), gone.localAddress());
        }
        send(a, bytes("alive"), a.localAddress());

        assertThat(next().text()).isEqualTo("alive");
    }

    @Test
    void a_datagram_that_cannot_be_sent_is_counted() throws Exception {
        DatagramPort a = open(recording);

        boolean otherFamily = send(a, bytes("x"), new InetSocketAddress(InetAddress.ofLiteral("::1"), 9));
        boolean unresolved = send(a, bytes("x"), InetSocketAddress.createUnresolved("nowhere.invalid", 9));
        boolean tooLong = send(a, ByteBuffer.allocate(65_536), a.localAddress());

        assertThat(List.of(otherFamily, unresolved, tooLong)).containsExactly(false, false, false);
        assertThat(a.dropped()).isEqualTo(3);
    }

    @Test
    void a_port_on_every_address_of_both_families_hears_and_answers_either_under_its_own_address() throws Exception {
        DatagramPort both = loop.open(
                new InetSocketAddress(InetAddress.ofLiteral("::"), 0),
                (port, payload, from) -> {
                    recording.received(port, payload, from);
                    port.send(bytes("heard"), from);
                },
                DatagramOptions.SIGNALLING);
        int number = both.localAddress().getPort();

        for (String loopback : List.of("127.0.0.1", "::1")) {
            InetAddress address = InetAddress.ofLiteral(loopback);
            try (DatagramSocket peer = new DatagramSocket(new InetSocketAddress(address, 0))) {
                peer.setSoTimeout(5_000);
                peer.send(new DatagramPacket(new byte[] {'h', 'i'}, 2, new InetSocketAddress(address, number)));
                DatagramPacket answer = new DatagramPacket(new byte[16], 16);
                peer.receive(answer);

                assertThat(next()).isEqualTo(new Received("hi", (InetSocketAddress) peer.getLocalSocketAddress()));
                assertThat(answer.getSocketAddress()).isEqualTo(new InetSocketAddress(address, number));
            }
        }
    }

    @Test
    void a_handler_that_throws_hears_the_next_datagram() throws Exception {
        DatagramPort a = open((port, payload, from) -> {
            String text = text(payload);
            received.add(new Received(text, from));
            throw new IllegalStateException("thrown by a handler, on purpose");
        });

        send(a, bytes("1"), a.localAddress());
        send(a, bytes("2"), a.localAddress());

        assertThat(List.of(next().text(), next().text())).containsExactly("1", "2");
    }

    @Test
    void a_port_closed_by_its_handler_hears_nothing_more() throws Exception {
        DatagramPort a = open((port, payload, from) -> {
            received.add(new Received(text(payload), from));
            port.close();
        });
        DatagramPort b = open(recording);

        onLoop(() -> b.send(bytes("1"), a.localAddress()) && b.send(bytes("2"), a.localAddress()));
        send(b, bytes("end"), b.localAddress());

        assertThat(List.of(next().text(), next().text())).containsExactlyInAnyOrder("1", "end");
        assertThat(received).isEmpty();
    }

    @Test
    void a_closed_port_sends_nothing() throws Exception {
        DatagramPort a = open(recording);
        DatagramPort b = open(recording);
        a.close();
        a.close();

        assertThat(send(a, bytes("late"), b.localAddress())).isFalse();
    }

    @Test
    void a_port_number_is_free_as_soon_as_the_port_is_closed() throws Exception {
        DatagramPort a = open(recording);
        a.close();

        DatagramPort again = loop.open(a.localAddress(), recording, DatagramOptions.MEDIA);

        assertThat(again.localAddress()).isEqualTo(a.localAddress());
    }

    @Test
    void an_address_in_use_is_an_io_exception_that_names_it() throws Exception {
        DatagramPort a = open(recording);

        assertThatThrownBy(() -> loop.open(a.localAddress(), recording, DatagramOptions.MEDIA))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(a.localAddress().toString())
                .hasMessageContaining("in use");
    }

    @Test
    void two_ports_share_an_address_when_both_ask_for_it() throws Exception {
        DatagramOptions shared = new DatagramOptions(1 << 16, 1 << 16, true);
        DatagramPort a = loop.open(ANY_PORT, recording, shared);

        DatagramPort b = loop.open(a.localAddress(), recording, shared);

        assertThat(b.localAddress()).isEqualTo(a.localAddress());
    }

    @Test
    void ipv6_works_where_the_machine_has_it() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);
        assumeTrue(bindable(any), "no IPv6 here");
        DatagramPort a = loop.open(any, recording, DatagramOptions.MEDIA);
        DatagramPort b = loop.open(any, recording, DatagramOptions.MEDIA);

        send(b, bytes("six"), a.localAddress());

        assertThat(next()).isEqualTo(new Received("six", b.localAddress()));
    }

    @Test
    void a_port_under_flood_does_not_starve_another() throws Exception {
        DatagramPort flooded = open((port, payload, from) -> {
            port.send(payload, port.localAddress());
            port.send(payload, port.localAddress());
        });
        DatagramPort quiet = open(recording);

        send(flooded, bytes("again and again"), flooded.localAddress());
        send(quiet, bytes("heard"), quiet.localAddress());

        assertThat(next().text()).isEqualTo("heard");
    }

    @Test
    void timers_run_by_deadline_and_not_before_it() throws Exception {
        BlockingQueue<String> ran = new LinkedBlockingQueue<>();
        long begun = System.nanoTime();
        onLoop(() -> {
            loop.schedule(Duration.ofMillis(30), () -> ran.add("30 after " + millisSince(begun, 30)));
            loop.schedule(Duration.ofMillis(10), () -> ran.add("10 after " + millisSince(begun, 10)));
            loop.schedule(Duration.ZERO, () -> ran.add("0 after " + millisSince(begun, 0)));
            loop.schedule(Duration.ofMillis(20), () -> ran.add("cancelled")).cancel();
            return true;
        });

        assertThat(List.of(ran.take(), ran.take(), ran.take()))
                .containsExactly("0 after 0", "10 after 10", "30 after 30");
    }

    @Test
    void a_timer_of_ten_thousand_years_is_legal() throws Exception {
        BlockingQueue<String> ran = new LinkedBlockingQueue<>();

        onLoop(() -> {
            loop.schedule(Duration.ofDays(3_650_000), () -> ran.add("far"));
            return loop.schedule(Duration.ofMillis(1), () -> ran.add("near"));
        });

        assertThat(ran.take()).isEqualTo("near");
    }

    @Test
    void tasks_of_one_thread_run_in_order() throws Exception {
        BlockingQueue<Integer> ran = new LinkedBlockingQueue<>();

        for (int i = 0; i < 3_000; i++) {
            int task = i;
            loop.execute(() -> ran.add(task));
        }

        for (int expected = 0; expected < 3_000; expected++) {
            assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo(expected);
        }
    }

    @Test
    void tasks_timers_and_datagrams_never_run_at_the_same_time() throws Exception {
        Tally tally = new Tally();
        DatagramPort echoing = open((port, payload, from) -> {
            tally.add();
            port.send(payload, from);
        });
        DatagramPort first = open((port, payload, from) -> {
            tally.add();
            loop.schedule(Duration.ZERO, tally::add);
            port.send(payload, from);
        });
        send(first, bytes("to and fro"), echoing.localAddress());

        List<Thread> handingOver = Stream.generate(() -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        loop.execute(tally::addTask);
                    }
                }))
                .limit(4)
                .toList();
        for (Thread thread : handingOver) {
            thread.join();
        }

        assertThat(onLoop(tally::clashes)).isZero();
        assertThat(onLoop(tally::tasks)).isEqualTo(20_000);
        assertThat(onLoop(tally::all)).isGreaterThan(20_000);
    }

    /** Without a lock: whoever comes while another is in here is seen, or its count is lost. */
    private static final class Tally {
        private boolean inside;
        private int clashes;
        private int tasks;
        private int all;

        void add() {
            clashes += inside ? 1 : 0;
            inside = true;
            all++;
            Thread.onSpinWait();
            inside = false;
        }

        void addTask() {
            add();
            tasks++;
        }

        int clashes() {
            return clashes;
        }

        int tasks() {
            return tasks;
        }

        int all() {
            return all;
        }
    }

    @Test
    void a_task_handed_over_by_a_task_runs_after_it() throws Exception {
        BlockingQueue<String> ran = new LinkedBlockingQueue<>();

        loop.execute(() -> {
            loop.execute(() -> ran.add("second"));
            ran.add("first");
        });

        assertThat(List.of(ran.take(), ran.take())).containsExactly("first", "second");
    }

    @Test
    void a_timer_set_while_the_loop_sleeps_runs_in_time() throws Exception {
        BlockingQueue<String> ran = new LinkedBlockingQueue<>();
        onLoop(() -> loop.schedule(Duration.ofHours(1), () -> ran.add("far")));

        onLoop(() -> loop.schedule(Duration.ofMillis(5), () -> ran.add("near")));

        assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("near");
    }

    @Test
    void a_loop_that_one_of_its_tasks_closes_ends() throws Exception {
        DatagramPort a = open(recording);

        loop.execute(loop::close);
        loop.close();

        assertThat(bindable(a.localAddress())).isTrue();
    }

    @Test
    void a_task_that_throws_does_not_end_the_loop() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("thrown by a task, on purpose");
        });

        assertThat(onLoop(() -> "alive")).isEqualTo("alive");
    }

    @Test
    void a_task_that_hands_over_itself_for_ever_does_not_starve_the_ports() throws Exception {
        DatagramPort a = open(recording);
        loop.execute(new Runnable() {
            @Override
            public void run() {
                loop.execute(this);
            }
        });

        send(a, bytes("heard"), a.localAddress());

        assertThat(next().text()).isEqualTo("heard");
    }

    @Test
    void a_closed_loop_has_closed_its_ports_and_opens_none() throws Exception {
        DatagramPort a = open(recording);

        loop.close();

        assertThat(bindable(a.localAddress())).isTrue();
        assertThatThrownBy(() -> open(recording))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        a.close();
    }

    @Test
    void the_arrival_time_of_a_datagram_is_that_of_its_wake_up() throws Exception {
        BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        DatagramPort a = open((port, payload, from) -> arrivals.add(loop.nanoTime()));
        long before = System.nanoTime();

        send(a, bytes("x"), a.localAddress());

        assertThat(arrivals.take()).isBetween(before, System.nanoTime());
    }

    private DatagramPort open(DatagramHandler handler) throws IOException {
        return loop.open(ANY_PORT, handler, DatagramOptions.MEDIA);
    }

    private boolean send(DatagramPort from, ByteBuffer payload, InetSocketAddress to) throws Exception {
        return onLoop(() -> from.send(payload, to));
    }

    private <T> T onLoop(Supplier<T> work) throws Exception {
        return CompletableFuture.supplyAsync(work, loop).get(5, TimeUnit.SECONDS);
    }

    private Received next() throws InterruptedException {
        Received next = received.poll(5, TimeUnit.SECONDS);
        assertThat(next).as("a datagram within 5 s").isNotNull();
        return next;
    }

    private static long millisSince(long begun, long expected) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        // Late is legal on a busy machine, early is not.
        return Math.min(millis, expected);
    }

    private static boolean bindable(InetSocketAddress address) {
        try (DatagramSocket socket = new DatagramSocket(address)) {
            return socket.isBound();
        } catch (SocketException e) {
            return false;
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer payload) {
        return new String(copy(payload), UTF_8);
    }

    private static byte[] copy(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }
}
