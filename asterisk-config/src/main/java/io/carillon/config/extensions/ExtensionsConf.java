package io.carillon.config.extensions;

import io.carillon.config.Located;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code extensions.conf}, read and checked, not evaluated. */
public record ExtensionsConf(PlanGeneral general, Map<String, Located<String>> globals, List<Context> contexts) {
    /** The file's usual name. */
    public static final String FILE = "extensions.conf";

    public ExtensionsConf {
        globals = Map.copyOf(globals);
        contexts = List.copyOf(contexts);
    }

    public Optional<Context> context(String name) {
        return contexts.stream().filter(context -> context.name().equals(name)).findFirst();
    }
}
