package io.carillon.proxy.configuration;

import io.carillon.config.extensions.Context;
import io.carillon.config.extensions.Extension;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * What differs between two plans. Where something stands in the file is no difference.
 *
 * @param general whether {@code [general]} is another
 * @param globals whether {@code [globals]} is another
 * @param contexts one is changed where it includes or ignores something else
 * @param extensions by {@code number@context}
 */
@RegisterForReflection
public record PlanChanges(boolean general, boolean globals, Names contexts, Names extensions) {
    /** Of a kind: enough to see what a reload did, whatever the plan's size. */
    static final int MOST = 100;

    /** The first names of each kind. */
    public record Names(Some added, Some changed, Some removed) {}

    /** @param first at most 100 of them */
    public record Some(int count, List<String> first) {
        static Some of(List<String> all) {
            return new Some(all.size(), all.stream().limit(MOST).toList());
        }
    }

    /** @param before empty where there was none */
    static PlanChanges between(Optional<ExtensionsConf> before, ExtensionsConf after) {
        return new PlanChanges(
                !before.map(ExtensionsConf::general).equals(Optional.of(after.general())),
                !before.map(PlanChanges::globals).orElse(Map.of()).equals(globals(after)),
                names(before.map(PlanChanges::contexts).orElse(Map.of()), contexts(after), PlanChanges::isAlike),
                names(before.map(PlanChanges::extensions).orElse(Map.of()), extensions(after), PlanChanges::isAlike));
    }

    private static Map<String, String> globals(ExtensionsConf conf) {
        return conf.globals().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, global -> global.getValue().value()));
    }

    private static Map<String, Context> contexts(ExtensionsConf conf) {
        Map<String, Context> contexts = new LinkedHashMap<>();
        conf.contexts().forEach(context -> contexts.put(context.name(), context));
        return contexts;
    }

    private static Map<String, Extension> extensions(ExtensionsConf conf) {
        Map<String, Extension> extensions = new LinkedHashMap<>();
        for (Context context : conf.contexts()) {
            for (Extension extension : context.extensions()) {
                String caller =
                        extension.callerId().map(pattern -> "/" + pattern).orElse("");
                extensions.put(extension.name() + caller + "@" + context.name(), extension);
            }
        }
        return extensions;
    }

    private static <T> Names names(Map<String, T> before, Map<String, T> after, BiPredicate<T, T> alike) {
        List<String> changed = after.entrySet().stream()
                .filter(entry ->
                        before.containsKey(entry.getKey()) && !alike.test(before.get(entry.getKey()), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return new Names(Some.of(only(after, before)), Some.of(changed), Some.of(only(before, after)));
    }

    private static <T> List<String> only(Map<String, T> some, Map<String, T> others) {
        return some.keySet().stream().filter(name -> !others.containsKey(name)).toList();
    }

    private static boolean isAlike(Context one, Context other) {
        return includes(one).equals(includes(other)) && ignored(one).equals(ignored(other));
    }

    private static List<String> includes(Context context) {
        return context.includes().stream()
                .map((Include include) ->
                        include.context() + "," + include.when().orElse(""))
                .toList();
    }

    private static List<String> ignored(Context context) {
        return context.ignorePatterns().stream().map(pattern -> pattern.value()).toList();
    }

    private static boolean isAlike(Extension one, Extension other) {
        return one.hint().equals(other.hint()) && steps(one).equals(steps(other));
    }

    private static List<List<Object>> steps(Extension extension) {
        return extension.priorities().stream()
                .map(step -> List.<Object>of(step.number(), step.label(), step.application(), step.arguments()))
                .toList();
    }
}
