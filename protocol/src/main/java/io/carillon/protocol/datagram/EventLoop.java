package io.carillon.protocol.datagram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The thread, its tasks and its timers; how sockets are waited for and read is the subclass's.
 *
 * <p>A loop that sleeps is lent: who brings it a task does the task there and then as its owner, for to wake a thread costs
 * more than most tasks take (docs/adr/0023). Owning is holding the lock {@link #owner}; the thread gives it away only while it
 * waits for the kernel.
 */
abstract sealed class EventLoop implements DatagramLoop permits EpollLoop, NioLoop {

    static final Logger LOG = Logger.getLogger(DatagramLoop.class);

    /** Datagrams read from one port before the others have their turn: some 10 ms of work at most. */
    static final int MAX_DATAGRAMS_A_TURN = 64;

    /** Tasks run before the ports have their turn again, so that a task handing over the next cannot starve them. */
    private static final int MAX_TASKS_A_TURN = 1_024;

    /** Nor can tasks that take long. */
    private static final long LONGEST_TURN = TimeUnit.MILLISECONDS.toNanos(2);

    /** Holds the longest payload an IP datagram can carry (65,535 octets with its headers) in any case. */
    static final int BUFFER_SIZE = 65_536;

    private static final AtomicBoolean ANNOUNCED = new AtomicBoolean();

    /** Nanoseconds. Half the range: System.nanoTime() may be anything, and deadlines are compared by difference. */
    private static final long LONGEST = Long.MAX_VALUE / 2;

    /** A failing handler fails for every packet: say it once a second. */
    private static final long FAILURE_LOG_INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final TimerHeap timers = new TimerHeap();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final ReentrantLock owner = new ReentrantLock();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ended;
    private long nanoTime = System.nanoTime();
    /** Until when the thread sleeps at most, in {@link System#nanoTime} terms. */
    private long sleepsUntil = nanoTime;

    private long failureLoggedAt = nanoTime - FAILURE_LOG_INTERVAL;
    private long failuresNotLogged;

    EventLoop(String name) {
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** The best one this machine has, not running yet. */
    static EventLoop choose(String name) {
        try {
            Optional<String> whyNot =
                    System.getProperty(DatagramLoop.IMPLEMENTATION, "epoll").equals("nio")
                            ? Optional.of("asked for by " + DatagramLoop.IMPLEMENTATION)
                            : EpollLoop.unavailable();
            if (ANNOUNCED.compareAndSet(false, true)) {
                LOG.info(whyNot.map(why -> "UDP goes through NIO (" + why + ")")
                        .orElse("UDP goes through epoll, by foreign functions"));
            }
            return whyNot.isPresent() ? new NioLoop(name) : new EpollLoop(name);
        } catch (IOException e) {
            throw new UncheckedIOException("the loop " + name + " cannot be made", e);
        }
    }

    final EventLoop begin() {
        thread.start();
        return this;
    }

    /** Waits until a socket is readable, the loop is woken or the time is over, then hands out what came in. */
    abstract void poll(long timeoutNanos) throws IOException;

    /** Ends a {@link #poll} in progress. Called on any thread. */
    abstract void wake();

    /** Closes every port and what polling needs. Called once, on the loop, at its end. */
    abstract void release();

    /** Binds the socket and has it polled. Called on the loop. */
    abstract DatagramPort bind(InetSocketAddress local, DatagramHandler handler, DatagramOptions options)
            throws IOException;

    @Override
    public final Instant now() {
        return Instant.now();
    }

    @Override
    public final long nanoTime() {
        return nanoTime;
    }

    @Override
    public final Timer schedule(Duration delay, Runnable task) {
        return timers.add(TimerHeap.deadline(System.nanoTime(), saturatedNanos(delay)), task);
    }

    @Override
    public final void execute(Runnable task) {
        if (!doneHere(task)) {
            enqueue(task);
        }
    }

    private void enqueue(Runnable task) {
        tasks.add(task);
        if (ended) {
            abandonTasks();
        } else if (asleep.compareAndSet(true, false)) {
            wake();
        }
    }

    /** Never lent: only a thread of the system can carry a virtual one. */
    @Override
    public final void startThread(String name, Runnable code) {
        CarriedThread.start(piece -> enqueue(new Piece(piece)), name, code);
    }

    /** What a carried thread does until it waits. */
    private record Piece(Runnable code) implements Runnable {
        @Override
        public void run() {
            code.run();
        }

        /** The loop is no more, and what its threads have begun is still to be ended. */
        void runElsewhere() {
            Thread.ofPlatform().daemon().name("after-the-loop").start(code);
        }
    }

    /** Does the task at once if the loop sleeps, nothing is before it, and this is not one of the loop's own tasks. */
    private boolean doneHere(Runnable task) {
        boolean mine = asleep.get() && !owner.isHeldByCurrentThread() && !owner.hasQueuedThreads() && owner.tryLock();
        if (!mine) {
            return false;
        }
        try {
            if (closing || !asleep.get() || !tasks.isEmpty()) {
                return false;
            }
            nanoTime = System.nanoTime();
            runLent(task);
            if (timers.untilFirst(nanoTime) < sleepsUntil - nanoTime) {
                wake();
            }
            return true;
        } finally {
            owner.unlock();
        }
    }

    /** What the loop cannot survive ends the loop's own thread, and not that of who brought the task. */
    private void runLent(Runnable task) {
        try {
            guarded(task);
        } catch (Error fatal) {
            tasks.add(() -> {
                throw fatal;
            });
            wake();
        }
    }

    /** The thread is about to wait: others may own the loop meanwhile. Called by {@link #poll}. */
    final void lend() {
        owner.unlock();
    }

    /** It has waited. */
    final void takeBack() {
        owner.lock();
    }

    @Override
    public final DatagramPort open(InetSocketAddress local, DatagramHandler handler, DatagramOptions options)
            throws IOException {
        return call(() -> bind(local, handler, options));
    }

    @Override
    public final void close() {
        closing = true;
        if (onLoop()) {
            // It may be lent, and asleep.
            wake();
        } else {
            execute(() -> {});
            joinUninterruptibly();
        }
    }

    final boolean onLoop() {
        return owner.isHeldByCurrentThread();
    }

    /** Runs it on the loop and waits for its result. */
    final <T> T call(Callable<T> work) throws IOException {
        FutureTask<T> future = new FutureTask<>(work);
        if (onLoop()) {
            future.run();
        } else {
            execute(future);
        }
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (CancellationException e) {
            throw new IOException("the loop " + thread.getName() + " is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the loop " + thread.getName(), e);
        }
    }

    final void deliver(DatagramHandler handler, DatagramPort port, ByteBuffer payload, InetSocketAddress from) {
        try {
            handler.received(port, payload, from);
        } catch (RuntimeException | StackOverflowError e) {
            failed(e);
        }
    }

    private void run() {
        owner.lock();
        try {
            while (!closing) {
                poll(timeToWait());
                runTasks();
                runTimers();
            }
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "The loop %s has failed; its ports are closed", thread.getName());
        } finally {
            release();
            timers.clear();
            closing = true;
            ended = true;
            abandonTasks();
            owner.unlock();
        }
    }

    /** Called by {@link #poll} right after waiting, so that arrival times are those of this wake-up. */
    final void woken() {
        asleep.set(false);
        nanoTime = System.nanoTime();
    }

    private long timeToWait() {
        asleep.set(true);
        if (!tasks.isEmpty() || closing) {
            asleep.set(false);
            return 0;
        }
        long now = System.nanoTime();
        long left = timers.untilFirst(now);
        sleepsUntil = now + Math.min(left, LONGEST);
        return left;
    }

    private void runTasks() {
        long begun = System.nanoTime();
        for (int i = 0; i < MAX_TASKS_A_TURN; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            guarded(task);
            if (System.nanoTime() - begun > LONGEST_TURN) {
                return;
            }
        }
    }

    private void runTimers() {
        long due = System.nanoTime();
        Runnable task = timers.takeDue(due);
        while (task != null) {
            guarded(task);
            task = timers.takeDue(due);
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | StackOverflowError e) {
            failed(e);
        }
    }

    private void failed(Throwable failure) {
        if (nanoTime - failureLoggedAt < FAILURE_LOG_INTERVAL) {
            failuresNotLogged++;
            return;
        }
        LOG.errorf(
                failure, "A task of the loop %s has failed (%d more not shown)", thread.getName(), failuresNotLogged);
        failureLoggedAt = nanoTime;
        failuresNotLogged = 0;
    }

    private void abandonTasks() {
        Runnable task = tasks.poll();
        while (task != null) {
            switch (task) {
                case Future<?> awaited -> awaited.cancel(false);
                case Piece piece -> piece.runElsewhere();
                default -> LOG.debugf("A task of the loop %s is dropped", thread.getName());
            }
            task = tasks.poll();
        }
    }

    private void joinUninterruptibly() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static long saturatedNanos(Duration delay) {
        return delay.compareTo(Duration.ofNanos(LONGEST)) > 0 ? LONGEST : delay.toNanos();
    }
}
