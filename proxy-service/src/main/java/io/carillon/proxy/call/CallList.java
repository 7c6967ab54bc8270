package io.carillon.proxy.call;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The calls of this process for an administrator to see and to end. Any thread; the signalling loop answers, and is held
 * up by no more than a page.
 */
public final class CallList {
    private final Executor loop;
    private final Supplier<Collection<Call>> calls;

    /** @param calls asked on the loop */
    CallList(Executor loop, Supplier<Collection<Call>> calls) {
        this.loop = loop;
        this.calls = calls;
    }

    /**
     * Some calls.
     *
     * @param calls without those that are about to begin
     * @param next behind which to read on; empty at the end
     */
    public record Page(List<CallView> calls, Optional<String> next) {
        public Page {
            calls = List.copyOf(calls);
        }
    }

    /**
     * Calls in the order in which they began.
     *
     * @param after the id behind which to begin; empty for the first
     */
    public CompletableFuture<Page> page(String after, int limit) {
        return CompletableFuture.supplyAsync(() -> List.copyOf(calls.get()), loop)
                .thenApplyAsync(all -> all.stream()
                        .filter(call -> call.id().compareTo(after) > 0)
                        .sorted(Comparator.comparing(Call::id))
                        .limit(limit)
                        .toList())
                .thenApplyAsync(
                        page -> new Page(
                                page.stream()
                                        .flatMap(call -> call.view().stream())
                                        .toList(),
                                page.size() < limit
                                        ? Optional.empty()
                                        : Optional.of(page.getLast().id())),
                        loop);
    }

    /** Empty where there is no such call, or none any more. */
    public CompletableFuture<Optional<CallView>> find(String id) {
        return CompletableFuture.supplyAsync(() -> call(id).flatMap(Call::view), loop);
    }

    /**
     * Ends a call as if the caller had left: the plan's {@code h} is run.
     *
     * @return false where there is no such call
     */
    public CompletableFuture<Boolean> end(String id) {
        return CompletableFuture.supplyAsync(() -> call(id).map(Call::end).isPresent(), loop);
    }

    /**
     * Ends the part of one party, as if it had hung up.
     *
     * @param leg as {@link CallView.Channel} names it
     * @return false where there is no such call or leg
     */
    public CompletableFuture<Boolean> end(String id, String leg) {
        return CompletableFuture.supplyAsync(
                () -> call(id).filter(call -> call.end(leg)).isPresent(), loop);
    }

    private Optional<Call> call(String id) {
        return calls.get().stream().filter(call -> call.id().equals(id)).findFirst();
    }
}
