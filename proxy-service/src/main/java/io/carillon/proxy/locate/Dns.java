package io.carillon.proxy.locate;

import java.util.concurrent.CompletableFuture;

/** Asks DNS. Never blocks; any thread. */
@FunctionalInterface
interface Dns {
    /** Completed on whatever thread has the answer, and never exceptionally. */
    CompletableFuture<Answer> ask(Question question);
}
