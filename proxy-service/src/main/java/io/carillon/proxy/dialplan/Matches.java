package io.carillon.proxy.dialplan;

import io.carillon.config.extensions.PlanGeneral.Gaps;
import io.carillon.config.extensions.Priority;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The extensions that match a dialled number, the best first, includes behind. As in Asterisk, each priority is looked
 * for in all of them: a literal extension may have priority 1, and a pattern the rest.
 */
record Matches(List<CompiledExtension> extensions, Gaps gaps) {
    /** An instruction and where it stands. */
    record Found(CompiledExtension extension, Instruction instruction) {}

    Matches {
        extensions = List.copyOf(extensions);
    }

    /** Where a call that was sent here begins. */
    Optional<Found> first() {
        return following(0, extensions.stream().findFirst());
    }

    Optional<Found> at(int priority) {
        return best(extension -> extension.at(priority));
    }

    /** All of them, each number once, in ascending order. */
    List<Priority> priorities() {
        NavigableMap<Integer, Priority> all = new TreeMap<>();
        extensions.forEach(extension -> extension
                .instructions()
                .forEach(instruction -> all.putIfAbsent(instruction.number(), instruction.written())));
        return List.copyOf(all.values());
    }

    Optional<Found> labelled(String label) {
        return best(extension -> extension.labelled(label));
    }

    private Optional<Found> best(Function<CompiledExtension, Optional<Instruction>> wanted) {
        for (CompiledExtension extension : extensions) {
            Optional<Instruction> there = wanted.apply(extension);
            if (there.isPresent()) {
                return Optional.of(new Found(extension, there.get()));
            }
        }
        return Optional.empty();
    }

    /** What comes after this; a gap is skipped within the same extension only. */
    Optional<Found> after(Found found) {
        return following(found.instruction().number(), Optional.of(found.extension()));
    }

    private Optional<Found> following(int priority, Optional<CompiledExtension> within) {
        return at(priority + 1)
                .or(() -> within.flatMap(extension ->
                        extension.beyond(priority + 1, gaps).map(instruction -> new Found(extension, instruction))));
    }
}
