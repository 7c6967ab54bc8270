package io.carillon.proxy.location;

import io.carillon.proxy.location.LookupLane.Found;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read of each account last, and whether it still holds (ADR 0025): it does until a binding of it runs out or news of
 * the account come, within the spell of hearing in which it was read. What holds no more is kept all the same, for the time
 * that PostgreSQL is away. Any thread; nobody waits here for more than a map.
 */
final class BindingMemory {
    /** About 20 MB: enough for the phones that are called at all. */
    static final int LIMIT = 50_000;

    private final Hearing hearing;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    /** The account that was asked for or told of least recently is forgotten first. */
    private final Map<String, Known> byAccount = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > LIMIT;
        }
    };

    /** Guarded by the lock. */
    private static final class Known {
        /** How often there were news of the account. */
        private long news;

        private @Nullable Read last;
        /** The spell of hearing within which the last read holds. */
        private long spell = Hearing.DEAF;
    }

    /** @param ends when the first of the bindings runs out */
    private record Read(List<Binding> bindings, long began, long ends) {}

    /** A read in progress, and what was known when it began. */
    record Reading(String account, Known known, long news, long spell, long began) {}

    /** What was read before, however long ago. */
    record Old(List<Binding> bindings, Duration age) {}

    BindingMemory(Hearing hearing, LongSupplier nanoTime) {
        this.hearing = hearing;
        this.nanoTime = nanoTime;
    }

    /** The account's bindings as they are now; empty when they have to be read. */
    Optional<List<Binding>> current(String account) {
        long spell = hearing.spell();
        if (spell == Hearing.DEAF) {
            return Optional.empty();
        }
        lock.lock();
        try {
            Known known = byAccount.get(account);
            Read last = known == null || known.spell != spell ? null : known.last;
            return last != null && holds(last) ? Optional.of(last.bindings()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A phone that has just registered must ring at once: that there is none is not believed twice. */
    private boolean holds(Read read) {
        return !read.bindings().isEmpty() && nanoTime.getAsLong() - read.ends() < 0;
    }

    /** Before the database is asked. */
    Reading begin(String account) {
        long spell = hearing.spell();
        lock.lock();
        try {
            Known known = byAccount.computeIfAbsent(account, _ -> new Known());
            return new Reading(account, known, known.news, spell, nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** What the database said. News that have come since the read began may be missing in it: then it does not hold. */
    void keep(Reading reading, Found.Bindings found) {
        Read read = new Read(
                found.bindings(),
                reading.began(),
                reading.began() + found.left().toNanos());
        lock.lock();
        try {
            // If it was forgotten meanwhile, so were the news of it.
            Known known = byAccount.computeIfAbsent(reading.account(), _ -> new Known());
            Read last = known.last;
            if (last != null && last.began() - read.began() > 0) {
                return;
            }
            known.last = read;
            known.spell = known == reading.known() && known.news == reading.news() ? reading.spell() : Hearing.DEAF;
        } finally {
            lock.unlock();
        }
    }

    /** There are news of the account: what was read, and what is being read, holds no more. */
    void changed(String account) {
        lock.lock();
        try {
            Known known = byAccount.get(account);
            if (known != null) {
                known.news++;
                known.spell = Hearing.DEAF;
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was read last, whether it holds or not. */
    Optional<Old> last(String account) {
        lock.lock();
        try {
            Known known = byAccount.get(account);
            Read last = known == null ? null : known.last;
            return last == null
                    ? Optional.empty()
                    : Optional.of(new Old(last.bindings(), Duration.ofNanos(nanoTime.getAsLong() - last.began())));
        } finally {
            lock.unlock();
        }
    }
}
