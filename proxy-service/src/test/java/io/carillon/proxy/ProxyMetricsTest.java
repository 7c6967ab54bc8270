package io.carillon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.proxy.call.CallsInProgress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProxyMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProxyMetrics metrics = new ProxyMetrics(registry);

    private double transactions(String side, String method, String status) {
        return registry.get("carillon.sip.transactions")
                .tags("side", side, "method", method, "status", status)
                .counter()
                .count();
    }

    @Test
    void transactions_are_counted_by_side_method_and_end() {
        metrics.answered(Method.INVITE, 486);
        metrics.answered(Method.INVITE, 486);
        metrics.completed(Method.INVITE, 200);
        metrics.timedOut(Method.BYE);

        assertThat(transactions("server", "INVITE", "486")).isEqualTo(2);
        assertThat(transactions("client", "INVITE", "200")).isOne();
        assertThat(transactions("client", "BYE", "timeout")).isOne();
    }

    @Test
    void methods_that_nobody_knows_are_one_series() {
        for (int i = 0; i < 1_000; i++) {
            metrics.answered(new Method("X" + i), 405);
        }

        assertThat(transactions("server", "other", "405")).isEqualTo(1_000);
        assertThat(registry.find("carillon.sip.transactions").counters()).hasSize(1);
    }

    @Test
    void calls_in_progress_are_shown_in_each_state() {
        for (CallsInProgress.State state : CallsInProgress.State.values()) {
            assertThat(registry.get("carillon.calls")
                            .tag("state", state.name().toLowerCase(Locale.ROOT))
                            .gauge()
                            .value())
                    .isZero();
        }
    }
}
