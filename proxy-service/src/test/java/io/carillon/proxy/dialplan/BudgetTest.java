package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BudgetTest {

    @Test
    void a_plan_that_goes_round_lets_its_loop_do_other_things_meanwhile() throws Exception {
        try (DatagramLoop loop = DatagramLoop.start("signalling")) {
            CompletableFuture<Boolean> others = new CompletableFuture<>();

            loop.startThread("plan", () -> {
                AtomicBoolean done = new AtomicBoolean();
                loop.execute(() -> done.set(true));
                others.complete(spendAll(new Budget(), done));
            });

            assertThat(others.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Whether it was done before everything was spent. */
    private static boolean spendAll(Budget budget, AtomicBoolean done) {
        boolean before = false;
        while (budget.spend()) {
            before |= done.get();
        }
        return before;
    }
}
