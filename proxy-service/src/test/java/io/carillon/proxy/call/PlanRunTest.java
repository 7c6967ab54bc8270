package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.CallFact.CallEnded;
import io.carillon.proxy.checkpoint.Keepers;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.testkit.Watch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A call on its own thread; the test's is the signalling loop. */
class PlanRunTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final RelayByHand relay = new RelayByHand();
    private final AccountCalls accountCalls = new AccountCalls();
    private final CompletableFuture<CallEnded> ended = new CompletableFuture<>();
    private final CallByHand hand;

    PlanRunTest() throws IOException {
        hand = new CallByHand();
    }

    private void run(String plan) {
        CallParts parts = new CallParts(
                new Nobody(),
                relay,
                Keepers.unstarted(),
                new CallsInProgress(),
                accountCalls,
                new StepTrace(),
                now::get,
                _ -> {},
                ended::complete);
        PlanRun.start(
                hand.loop,
                parts,
                hand.call(),
                hand.inbox,
                hand.admitted(Plans.local(plan)),
                accountCalls.made(Accounts.friend("alice")).orElseThrow());
        Watch.until("the call to end", PATIENCE, this::hasEnded, hand.inbox::toString);
    }

    private boolean hasEnded() {
        hand.loop.run();
        return ended.isDone();
    }

    @Test
    void a_call_was_over_before_its_figures_came_in() {
        relay.beforeItsFigures(() -> now.set(NOON.plusMillis(520)));

        run("exten => 200,1,Answer()\n");

        assertThat(now).hasValue(NOON.plusMillis(520));
        assertThat(ended.join().end()).isEqualTo(NOON);
    }
}
