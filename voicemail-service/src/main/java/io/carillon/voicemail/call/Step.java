package io.carillon.voicemail.call;

import java.util.List;

/** What one input did to the machine: its next state, and what the edge must now do, in order. */
record Step(InviteUsage state, List<InviteUsage.Action> actions) {
    Step {
        actions = List.copyOf(actions);
    }

    static Step to(InviteUsage state, InviteUsage.Action... actions) {
        return new Step(state, List.of(actions));
    }
}
