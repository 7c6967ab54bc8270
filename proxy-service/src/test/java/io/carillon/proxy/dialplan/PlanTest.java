package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void only_what_the_context_and_its_includes_have_can_be_dialled() {
        Plan plan = Plans.of("""
                [local]
                exten => 100,1,NoOp
                include => more
                [more]
                exten => _2XX,1,NoOp
                [other]
                exten => 300,1,NoOp
                """);

        assertThat(plan.has("local", "100", "")).isTrue();
        assertThat(plan.has("local", "200", "")).isTrue();
        assertThat(plan.has("local", "300", "")).isFalse();
        assertThat(plan.has("Other", "300", "")).isTrue();
        assertThat(plan.has("nowhere", "100", "")).isFalse();
    }

    @Test
    void an_extension_for_one_caller_is_nobody_elses() {
        Plan plan = Plans.local("exten => 100/55,1,NoOp\nexten => 101/_5X,1,NoOp\nexten => 102/,1,NoOp");

        assertThat(plan.has("local", "100", "55")).isTrue();
        assertThat(plan.has("local", "100", "56")).isFalse();
        assertThat(plan.has("local", "101", "56")).isTrue();
        assertThat(plan.has("local", "101", "66")).isFalse();
        assertThat(plan.has("local", "102", "")).isTrue();
        assertThat(plan.has("local", "102", "55")).isFalse();
    }

    @Test
    void an_extension_without_priorities_cannot_be_dialled() {
        assertThat(Plans.local("exten => 100,hint,SIP/a").has("local", "100", ""))
                .isFalse();
    }

    @Test
    void a_missing_first_priority_is_a_gap() {
        assertThat(Plans.local("exten => 100,2,NoOp").has("local", "100", "")).isTrue();
        assertThat(Plans.of("[general]\nprioritygaps=stop\n[local]\nexten => 100,2,NoOp")
                        .has("local", "100", ""))
                .isFalse();
    }

    @Test
    void contexts_that_include_each_other_are_searched_once() {
        Plan plan = Plans.of("[a]\ninclude => b\n[b]\ninclude => a\nexten => 1,1,NoOp\n");

        assertThat(plan.has("a", "1", "")).isTrue();
        assertThat(plan.has("a", "2", "")).isFalse();
    }

    @Test
    void a_timed_include_counts_at_its_time_only() {
        String text = "[a]\ninclude => b,9:00-17:00,mon-fri,*,*\n[b]\nexten => 1,1,NoOp\n";

        assertThat(Plans.at(Instant.parse("2026-01-15T12:00:00Z"), text).has("a", "1", ""))
                .isTrue();
        assertThat(Plans.at(Instant.parse("2026-01-15T18:00:00Z"), text).has("a", "1", ""))
                .isFalse();
        assertThat(Plans.at(Instant.parse("2026-01-17T12:00:00Z"), text).has("a", "1", ""))
                .isFalse();
    }
}
