package io.carillon.proxy.dialplan;

import io.carillon.config.extensions.Extension;
import io.carillon.config.extensions.PlanGeneral.Gaps;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** An extension, ready to run. */
final class CompiledExtension {
    private final Extension written;
    private final ExtensionPattern number;
    private final Optional<ExtensionPattern> caller;
    private final NavigableMap<Integer, Instruction> instructions;

    private CompiledExtension(Extension written, NavigableMap<Integer, Instruction> instructions) {
        this.written = written;
        this.number = ExtensionPattern.of(written.name());
        this.caller = written.callerId().map(ExtensionPattern::of);
        this.instructions = instructions;
    }

    static CompiledExtension of(Extension written, Vocabulary vocabulary) {
        NavigableMap<Integer, Instruction> instructions = new TreeMap<>();
        written.priorities().forEach(step -> instructions.put(step.number(), Instruction.of(step, vocabulary)));
        return new CompiledExtension(written, Collections.unmodifiableNavigableMap(instructions));
    }

    Extension written() {
        return written;
    }

    String name() {
        return written.name();
    }

    ExtensionPattern number() {
        return number;
    }

    boolean isForOneCaller() {
        return caller.isPresent();
    }

    boolean matches(String dialled, String callerNumber) {
        return number.matches(dialled) && isFor(callerNumber);
    }

    boolean isFor(String callerNumber) {
        return caller.map(pattern -> pattern.matches(callerNumber)).orElse(true);
    }

    Collection<Instruction> instructions() {
        return instructions.values();
    }

    Optional<Instruction> at(int priority) {
        return Optional.ofNullable(instructions.get(priority));
    }

    Optional<Instruction> labelled(String label) {
        return instructions.values().stream()
                .filter(instruction -> instruction.written().label().equals(Optional.of(label)))
                .findFirst();
    }

    /** What comes after a missing priority. */
    Optional<Instruction> beyond(int priority, Gaps gaps) {
        return switch (gaps) {
            case STOP -> Optional.empty();
            case SKIP ->
                Optional.ofNullable(instructions.higherEntry(priority))
                        .filter(next -> !written.isJumpedTo(next.getKey()))
                        .map(next -> next.getValue());
        };
    }
}
