package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Timer;
import io.carillon.proxy.checkpoint.CallKeeper;
import io.carillon.proxy.checkpoint.Checkpoint;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.checkpoint.Checkpoint.LegState;
import io.carillon.proxy.signalling.Signalling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is stored of one call, with its dialogs as they are by then. On the signalling loop. */
final class CheckpointKeeping {
    /** States that follow each other within this time are stored once, and a call that is over by then never. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    private final Signalling signalling;
    private final CallKeeper keeper;
    private final CallLegs legs;
    private @Nullable Checkpoint reached;
    private @Nullable Timer timer;
    private boolean over;

    CheckpointKeeping(Signalling signalling, CallKeeper keeper, CallLegs legs) {
        this.signalling = signalling;
        this.keeper = keeper;
        this.legs = legs;
    }

    void reached(Checkpoint state) {
        reached = state;
        if (timer == null && !over) {
            timer = signalling.loop().schedule(GATHERING, this::store);
        }
    }

    /** What the plan has reached, without the dialogs. */
    Optional<Checkpoint> last() {
        return Optional.ofNullable(reached);
    }

    void measured(List<LegMedia> figures) {
        if (reached != null) {
            reached(reached.measured(figures));
        }
    }

    void dialogChanged() {
        if (reached != null) {
            reached(reached);
        }
    }

    /** Nothing is stored any more. */
    void end() {
        over = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private void store() {
        timer = null;
        if (reached == null) {
            return;
        }
        List<LegState> states = new ArrayList<>();
        // The caller's is worth keeping before it is up: whoever takes the call over can still answer it.
        legs.caller()
                .flatMap(CheckpointKeeping::worthKeeping)
                .map(DialogUse::state)
                .ifPresent(states::add);
        legs.callees().forEach(leg -> leg.established().map(DialogUse::state).ifPresent(states::add));
        keeper.keep(reached.with(states));
    }

    private static Optional<DialogUse> worthKeeping(Leg caller) {
        return switch (caller) {
            case InboundLeg inbound -> Optional.of(inbound.use());
            case OutboundLeg outbound -> outbound.established();
        };
    }
}
