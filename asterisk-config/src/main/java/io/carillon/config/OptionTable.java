package io.carillon.config;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The options of a kind of section: by which names they go and what each does to a draft of the result. Filled once, then
 * only read.
 *
 * @param <D> the draft
 */
public final class OptionTable<D> {

    /** What an option does. It tells the problems of a value that it cannot use, and leaves the draft alone then. */
    @FunctionalInterface
    public interface Setting<D> {
        void set(D draft, Entry entry, Problems problems);
    }

    private final Map<String, Setting<? super D>> settings = new HashMap<>();
    private final Set<String> withoutEffect = new HashSet<>();

    /** @param names in lower case */
    public OptionTable<D> on(Setting<D> setting, String... names) {
        Arrays.stream(names).forEach(name -> settings.put(name, setting));
        return this;
    }

    /** Takes over the options of a more general draft. */
    public OptionTable<D> including(OptionTable<? super D> other) {
        settings.putAll(other.settings);
        withoutEffect.addAll(other.withoutEffect);
        return this;
    }

    /** Options of Asterisk that Carillon reads over, with a warning of their own. */
    public OptionTable<D> withoutEffect(String... names) {
        withoutEffect.addAll(Arrays.asList(names));
        return this;
    }

    public void apply(D draft, Entry entry, Problems problems) {
        Setting<? super D> setting = settings.get(entry.name());
        if (setting != null) {
            setting.set(draft, entry, problems);
        } else if (withoutEffect.contains(entry.name())) {
            problems.warning(entry.at(), entry.key() + " has no effect in Carillon");
        } else {
            String meant = Misspelling.meant(entry.name(), names())
                    .map(name -> "; did you mean " + name + "=?")
                    .orElse("");
            problems.warning(entry.at(), "unknown option " + entry.key() + meant);
        }
    }

    private Stream<String> names() {
        return Stream.concat(settings.keySet().stream(), withoutEffect.stream());
    }
}
