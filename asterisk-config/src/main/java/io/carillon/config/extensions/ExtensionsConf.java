package io.carillon.config.extensions;

import io.carillon.config.ConfFile;
import io.carillon.config.Located;
import io.carillon.config.Position;
import io.carillon.config.Problems;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code extensions.conf}, read and checked, not evaluated.
 *
 * @param globals by name, which is told apart by case, in the order of the file; the values are not yet evaluated
 * @param contexts in the order of the file, each name once
 */
public record ExtensionsConf(PlanGeneral general, Map<String, Located<String>> globals, List<Context> contexts) {
    /** The file's usual name. */
    public static final String FILE = "extensions.conf";

    public ExtensionsConf {
        globals = Collections.unmodifiableMap(new LinkedHashMap<>(globals));
        contexts = List.copyOf(contexts);
    }

    /** Reads {@value #FILE}. A file that is not there is rejected. */
    public static Reading<ExtensionsConf> read(Sources sources, ApplicationNames applications) {
        Problems problems = new Problems();
        return switch (ConfFile.read(sources, FILE, problems)) {
            case ConfFile.Outcome.Absent() ->
                problems.rejected(new Position(FILE, 1, 1), "the file is missing: without it no number can be dialled");
            case ConfFile.Outcome.Present(ConfFile file) -> {
                ExtensionsConf conf = new ExtensionsConfReader(problems).read(file);
                new PlanReview(conf, applications, problems).tell();
                yield problems.conclude(() -> conf);
            }
        };
    }

    /** The context of that name; where none is written alike, one that differs in case. */
    public Optional<Context> context(String name) {
        return contexts.stream()
                .filter(context -> context.name().equals(name))
                .findFirst()
                .or(() -> contexts.stream()
                        .filter(context -> context.name().equalsIgnoreCase(name))
                        .findFirst());
    }
}
