package io.carillon.proxy.dialplan;

import io.carillon.config.Position;
import io.carillon.config.extensions.Context;
import io.carillon.config.extensions.Include;
import io.carillon.config.extensions.Timing;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A context, ready to run.
 *
 * @param literals by number without hyphens; the one for a certain caller first
 * @param patterns the most specific first; of the same pattern, the one for a certain caller first
 */
record CompiledContext(
        String name,
        Map<String, List<CompiledExtension>> literals,
        List<CompiledExtension> patterns,
        List<CompiledInclude> includes,
        Position at) {
    private static final Comparator<CompiledExtension> ORDER = Comparator.comparing(
                    CompiledExtension::number, ExtensionPattern.MOST_SPECIFIC_FIRST)
            .thenComparing(extension -> !extension.isForOneCaller());

    /** An include, its time read. */
    record CompiledInclude(String context, Optional<Timing> timing) {
        static CompiledInclude of(Include include) {
            return new CompiledInclude(include.context(), include.when().map(Timing::parse));
        }
    }

    static CompiledContext of(Context context, Vocabulary vocabulary) {
        Map<Boolean, List<CompiledExtension>> byKind = context.extensions().stream()
                .map(extension -> CompiledExtension.of(extension, vocabulary))
                .sorted(ORDER)
                .collect(Collectors.partitioningBy(
                        extension -> extension.number().isLiteral()));
        return new CompiledContext(
                context.name(),
                byKind.getOrDefault(true, List.of()).stream()
                        .collect(Collectors.groupingBy(
                                extension -> ExtensionPattern.withoutHyphens(extension.name()),
                                Collectors.toUnmodifiableList())),
                List.copyOf(byKind.getOrDefault(false, List.of())),
                context.includes().stream().map(CompiledInclude::of).toList(),
                context.at());
    }

    /** All of them, as they are asked. */
    Stream<CompiledExtension> inOrder() {
        return Stream.concat(literals.values().stream().flatMap(List::stream), patterns.stream());
    }

    /** Adds its own extensions that match, the best first. */
    void addMatching(String dialled, String callerNumber, List<CompiledExtension> matching) {
        for (CompiledExtension literal : literals.getOrDefault(ExtensionPattern.withoutHyphens(dialled), List.of())) {
            if (literal.matches(dialled, callerNumber)) {
                matching.add(literal);
            }
        }
        for (CompiledExtension pattern : patterns) {
            if (pattern.matches(dialled, callerNumber)) {
                matching.add(pattern);
            }
        }
    }
}
