package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.checkpoint.Checkpoint;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.checkpoint.Checkpoint.LegState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stored of two who talk, and when. */
class CheckpointKeepingTest {
    private final CallByHand hand;

    CheckpointKeepingTest() throws IOException {
        hand = new CallByHand();
    }

    @BeforeEach
    void talk() {
        hand.talk();
        hand.plan().checkpoint(reached());
        hand.loop.run();
    }

    private Checkpoint reached() {
        return new CallRecord(
                        new CallRecord.CallStart(
                                "1",
                                hand.loop.now(),
                                CallRecord.party(Accounts.friend("alice")),
                                "200",
                                "local",
                                "200",
                                "call-1"),
                        hand.loop::now,
                        _ -> {})
                .checkpoint(Optional.empty(), List.of());
    }

    @Test
    void a_call_is_stored_with_its_dialogs() {
        hand.loop.advance(CallByHand.A_MOMENT);

        assertThat(hand.stored).hasSize(1);
        assertThat(hand.stored.getFirst().legs())
                .extracting(LegState::leg)
                .containsExactly(Bridge.CALLER.value(), CallByHand.DESK.value());
    }

    @Test
    void nothing_is_stored_of_a_call_that_has_lost_its_legs_and_waits_for_its_figures() {
        hand.loop.advance(Duration.ofMillis(100));

        hand.plan().finish(200);
        hand.plan().measured(List.of(new LegMedia("caller", List.of("ulaw"), Optional.empty())));
        hand.loop.advance(CallByHand.A_MOMENT);

        assertThat(hand.stored).isEmpty();
    }
}
