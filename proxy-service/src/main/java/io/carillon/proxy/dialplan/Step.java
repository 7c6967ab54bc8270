package io.carillon.proxy.dialplan;

import java.util.Map;

/**
 * Where a call is in its plan: what a checkpoint keeps.
 *
 * @param extension as dialled or gone to, never the pattern that matched it
 * @param variables of the channel, in the plan's own quoting (see {@link Quoting})
 */
public record Step(String context, String extension, int priority, Map<String, String> variables) {
    public Step {
        variables = Map.copyOf(variables);
    }
}
