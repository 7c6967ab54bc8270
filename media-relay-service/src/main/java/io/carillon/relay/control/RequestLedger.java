package io.carillon.relay.control;

import io.carillon.protocol.media.MediaFrame.Request;
import io.carillon.protocol.media.MediaFrame.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Remembers the responses to the latest requests, so that a request that comes again (the client timed out, or its
 * connection broke) is answered as the first time and done once. Any thread.
 */
final class RequestLedger {

    /** A client repeats within half a second; this is more than a second of a proxy with 500 calls a second, three requests each. */
    static final int REMEMBERED_A_CLIENT = 2_048;

    /** Proxies and voicemail services, and those started anew under another name. */
    static final int MOST_CLIENTS = 64;

    private final Map<String, Map<Long, CompletableFuture<Response>>> clients = new Newest<>(MOST_CLIENTS, true);

    /** The response to this request: the one it has or is about to get already, else that of the work begun now. */
    synchronized CompletableFuture<Response> once(Request request, Supplier<CompletableFuture<Response>> work) {
        return clients.computeIfAbsent(request.client(), client -> new Newest<>(REMEMBERED_A_CLIENT, false))
                .computeIfAbsent(request.id(), id -> work.get());
    }

    /** A map that forgets its oldest entries. */
    private static final class Newest<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        private final int most;

        Newest(int most, boolean byUse) {
            super(16, 0.75f, byUse);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
