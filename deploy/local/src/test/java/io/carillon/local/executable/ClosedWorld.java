package io.carillon.local.executable;

import io.carillon.local.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * What the builder of a native executable finds in the classes of a service, ours alone.
 *
 * @param index of all of them
 * @param seen those that Quarkus has indexed, too
 */
record ClosedWorld(List<OurJar> jars, Index index, Set<DotName> seen) {
    private static final DotName REGISTER =
            DotName.createSimple("io.quarkus.runtime.annotations.RegisterForReflection");
    private static final Pattern AT_RUN_TIME = Pattern.compile("--initialize-at-run-time=([^\\s]+)");
    private static final String OURS = "io.carillon.";

    static ClosedWorld of(Service service) {
        List<OurJar> jars = OurJar.of(service);
        Index all = index(jars.stream());
        Set<DotName> seen = index(jars.stream().filter(OurJar::indexed)).getKnownClasses().stream()
                .map(ClassInfo::name)
                .collect(Collectors.toSet());
        return new ClosedWorld(jars, all, seen);
    }

    private static Index index(Stream<OurJar> jars) {
        Indexer indexer = new Indexer();
        jars.flatMap(OurJar::classes).forEach(file -> {
            try {
                indexer.index(new ByteArrayInputStream(file));
            } catch (IOException impossible) {
                throw new UncheckedIOException("a class could not be read from memory", impossible);
            }
        });
        return indexer.complete();
    }

    boolean isOurs(DotName type) {
        return type.toString().startsWith(OURS) && index.getClassByName(type) != null;
    }

    /** What the annotations name. One in a jar that Quarkus has not indexed has no effect. */
    Set<DotName> registered() {
        return index.getAnnotations(REGISTER).stream()
                .filter(annotation ->
                        seen.contains(annotation.target().asClass().name()))
                .flatMap(this::targets)
                .flatMap(this::withNested)
                .collect(Collectors.toSet());
    }

    private Stream<DotName> targets(AnnotationInstance annotation) {
        @Nullable AnnotationValue targets = annotation.value("targets");
        @Nullable AnnotationValue names = annotation.value("classNames");
        if (targets == null && names == null) {
            return Stream.of(annotation.target().asClass().name());
        }
        return Stream.concat(
                targets == null
                        ? Stream.empty()
                        : Stream.of(targets.asClassArray()).map(Type::name),
                names == null
                        ? Stream.empty()
                        : Stream.of(names.asStringArray()).map(DotName::createSimple));
    }

    private Stream<DotName> withNested(DotName type) {
        @Nullable ClassInfo known = index.getClassByName(type);
        return known == null
                ? Stream.of(type)
                : Stream.concat(Stream.of(type), known.memberClasses().stream().flatMap(this::withNested));
    }

    /** Of these types, those that implement them, and what their fields hold: the classes that are ours. */
    Set<DotName> reachable(Set<DotName> types) {
        Set<DotName> found = new HashSet<>();
        List<DotName> open = new ArrayList<>(types);
        while (!open.isEmpty()) {
            DotName next = open.removeLast();
            @Nullable ClassInfo type = isOurs(next) ? index.getClassByName(next) : null;
            if (type == null || !found.add(next)) {
                continue;
            }
            fields(type).flatMap(ClosedWorld::names).forEach(open::add);
            index.getAllKnownImplementations(next).forEach(implementor -> open.add(implementor.name()));
            index.getAllKnownSubclasses(next).forEach(subclass -> open.add(subclass.name()));
        }
        found.removeIf(type -> isAbstract(index.getClassByName(type)));
        return found;
    }

    private static boolean isAbstract(ClassInfo type) {
        return type.isInterface() || type.isAbstract();
    }

    private static Stream<Type> fields(ClassInfo type) {
        return type.fields().stream()
                .filter(field -> !Modifier.isStatic(field.flags()))
                .map(FieldInfo::type);
    }

    /** The classes that a type is made of: itself, its element, its arguments. */
    static Stream<DotName> names(Type type) {
        return switch (type.kind()) {
            case ARRAY -> names(type.asArrayType().elementType());
            case PARAMETERIZED_TYPE ->
                Stream.concat(
                        Stream.of(type.name()),
                        type.asParameterizedType().arguments().stream().flatMap(ClosedWorld::names));
            case WILDCARD_TYPE -> names(type.asWildcardType().extendsBound());
            case CLASS -> Stream.of(type.name());
            case VOID, PRIMITIVE, TYPE_VARIABLE, TYPE_VARIABLE_REFERENCE, UNRESOLVED_TYPE_VARIABLE -> Stream.empty();
        };
    }

    /** Classes and packages whose static fields are made when a process starts. */
    Set<String> initializedAtRunTime() {
        return jars.stream()
                .flatMap(jar -> jar.metadata("native-image.properties"))
                .map(file -> new String(file, StandardCharsets.UTF_8).replaceAll("\\\\\\r?\\n\\s*", ""))
                .flatMap(text -> AT_RUN_TIME.matcher(text).results())
                .flatMap(option -> Stream.of(option.group(1).split(",")))
                .collect(Collectors.toSet());
    }

    /** Resource methods, with what they take and return. */
    Stream<Type> endpoints() {
        return Stream.of("GET", "POST", "PUT", "PATCH", "DELETE")
                .map(verb -> DotName.createSimple("jakarta.ws.rs." + verb))
                .flatMap(verb -> index.getAnnotations(verb).stream())
                .map(AnnotationInstance::target)
                .filter(target -> target.kind() == AnnotationTarget.Kind.METHOD)
                .map(AnnotationTarget::asMethod)
                .flatMap(method -> Stream.concat(Stream.of(method.returnType()), method.parameterTypes().stream()));
    }
}
