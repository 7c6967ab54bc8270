package io.carillon.protocol.sip.transaction;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How much of the table each address holds, so that none holds all of it. Loop only; never larger than the table. */
final class SourceShares {
    private final int limit;
    private final Map<InetAddress, Integer> taken = new HashMap<>();

    /** One place in the table; given back once, however often that is said. */
    interface Share {
        /** Of a request that counts for nobody. */
        Share NONE = () -> {};

        void giveBack();
    }

    private final class Taken implements Share {
        private final InetAddress source;
        private boolean held = true;

        Taken(InetAddress source) {
            this.source = source;
        }

        @Override
        public void giveBack() {
            if (held) {
                held = false;
                taken.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    SourceShares(int limit) {
        this.limit = limit;
    }

    /** Empty when that address has taken its share. */
    Optional<Share> take(InetAddress source) {
        if (taken.getOrDefault(source, 0) >= limit) {
            return Optional.empty();
        }
        taken.merge(source, 1, Integer::sum);
        return Optional.of(new Taken(source));
    }
}
