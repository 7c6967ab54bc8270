package io.carillon.protocol.datagram;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Timers ordered by deadline, then by the order they were scheduled in. A binary heap whose entries know their place, so
 * that cancelling costs O(log n) and leaves nothing behind. Owner: one thread.
 */
final class TimerHeap {

    private static final int INITIAL_CAPACITY = 64;

    /** What is so far off need not be exact: such timers end together (docs/adr/0028). */
    static final long FAR_OFF = TimeUnit.SECONDS.toNanos(4);

    /** How late they may be, 67 ms: a power of two. */
    static final long TOGETHER = 1L << 26;

    private @Nullable Entry[] heap = new Entry[INITIAL_CAPACITY];
    private int size;
    private long scheduled;

    /** When a timer ends that is to end after a delay of so many nanoseconds from now: never sooner. */
    static long deadline(long now, long delay) {
        long exact = now + delay;
        return delay < FAR_OFF ? exact : (exact | (TOGETHER - 1)) + 1;
    }

    /** Schedules for a deadline in {@link System#nanoTime} terms. */
    Timer add(long deadline, Runnable task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        Entry entry = new Entry(deadline, scheduled++, task);
        place(entry, size++);
        rise(entry);
        return entry;
    }

    /** Nanoseconds from now to the first deadline, 0 if it has passed, {@link Long#MAX_VALUE} if there is none. */
    long untilFirst(long now) {
        Entry first = heap[0];
        return first == null ? Long.MAX_VALUE : Math.max(0, first.deadline - now);
    }

    /** Takes the first timer out if its deadline has passed. */
    @Nullable
    Runnable takeDue(long now) {
        Entry first = heap[0];
        if (first == null || first.deadline - now > 0) {
            return null;
        }
        remove(first);
        return first.task;
    }

    int size() {
        return size;
    }

    void clear() {
        Arrays.fill(heap, 0, size, null);
        size = 0;
    }

    private void remove(Entry entry) {
        int hole = entry.index;
        Entry last = at(--size);
        heap[size] = null;
        entry.index = Entry.GONE;
        if (last != entry) {
            place(last, hole);
            rise(last);
            sink(last);
        }
    }

    private void rise(Entry entry) {
        while (entry.index > 0) {
            Entry parent = at((entry.index - 1) / 2);
            if (!entry.isBefore(parent)) {
                return;
            }
            swap(entry, parent);
        }
    }

    private void sink(Entry entry) {
        while (true) {
            int left = 2 * entry.index + 1;
            if (left >= size) {
                return;
            }
            Entry child = at(left);
            if (left + 1 < size && at(left + 1).isBefore(child)) {
                child = at(left + 1);
            }
            if (!child.isBefore(entry)) {
                return;
            }
            swap(child, entry);
        }
    }

    private void swap(Entry a, Entry b) {
        int place = a.index;
        place(a, b.index);
        place(b, place);
    }

    private void place(Entry entry, int index) {
        heap[index] = entry;
        entry.index = index;
    }

    private Entry at(int index) {
        Entry entry = heap[index];
        if (entry == null) {
            throw new IllegalStateException("no timer at " + index + " of " + size);
        }
        return entry;
    }

    private final class Entry implements Timer {

        private static final int GONE = -1;

        private final long deadline;
        private final long order;
        private final Runnable task;
        private int index;

        Entry(long deadline, long order, Runnable task) {
            this.deadline = deadline;
            this.order = order;
            this.task = task;
        }

        boolean isBefore(Entry other) {
            long difference = deadline - other.deadline;
            return difference < 0 || (difference == 0 && order < other.order);
        }

        @Override
        public void cancel() {
            if (index != GONE && index < size && heap[index] == this) {
                remove(this);
            }
        }
    }
}
