package io.carillon.local.kubernetes;

import io.carillon.local.Service;
import io.carillon.local.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/**
 * What a service reads, told by its own classes: the jars that an image holds.
 *
 * @param read settings of ours that some class of it reads
 * @param demanded those without which it does not start: neither optional nor with a default
 * @param defaults what its properties files say
 * @param libraries names of the jars beside ours
 */
record BuiltService(Set<String> read, Set<String> demanded, Map<String, String> defaults, List<String> libraries) {
    private static final DotName PROPERTY =
            DotName.createSimple("org.eclipse.microprofile.config.inject.ConfigProperty");
    private static final DotName MAPPING = DotName.createSimple("io.smallrye.config.ConfigMapping");
    private static final DotName DEFAULT = DotName.createSimple("io.smallrye.config.WithDefault");

    /** What Quarkus reads, and the library that makes it do so. */
    private static final Map<String, String> OF_QUARKUS = Map.ofEntries(
            Map.entry("quarkus.config.locations", "io.quarkus.quarkus-core-"),
            Map.entry("quarkus.http.host", "io.quarkus.quarkus-vertx-http-"),
            Map.entry("quarkus.datasource.jdbc.url", "io.quarkus.quarkus-agroal-"),
            Map.entry("quarkus.datasource.username", "io.quarkus.quarkus-agroal-"),
            Map.entry("quarkus.datasource.password", "io.quarkus.quarkus-agroal-"),
            Map.entry("quarkus.mailer.host", "io.quarkus.quarkus-mailer-"),
            Map.entry("quarkus.mailer.port", "io.quarkus.quarkus-mailer-"),
            Map.entry("quarkus.mailer.start-tls", "io.quarkus.quarkus-mailer-"),
            Map.entry("quarkus.mailer.username", "io.quarkus.quarkus-mailer-"),
            Map.entry("quarkus.mailer.password", "io.quarkus.quarkus-mailer-"),
            Map.entry("kafka.bootstrap.servers", "io.quarkus.quarkus-messaging-kafka-"));

    /** Those of them that have no default of use. */
    private static final Set<String> NEEDED = Set.of(
            "quarkus.datasource.jdbc.url",
            "quarkus.datasource.username",
            "quarkus.datasource.password",
            "kafka.bootstrap.servers");

    static BuiltService of(Service service) throws IOException {
        Path application = Settings.ofThisCheckout().home().resolve(service.label() + "-service/target/quarkus-app");
        List<Path> ours = new ArrayList<>(jars(application.resolve("app")));
        List<Path> libraries = jars(application.resolve("lib/main"));
        libraries.stream()
                .filter(jar -> jar.getFileName().toString().startsWith("io.carillon."))
                .forEach(ours::add);
        Indexer indexer = new Indexer();
        Properties defaults = new Properties();
        for (Path jar : ours) {
            readInto(jar, indexer, defaults);
        }
        Settled settled = new Settled(indexer.complete(), defaults);
        List<String> names =
                libraries.stream().map(jar -> jar.getFileName().toString()).toList();
        OF_QUARKUS.forEach((setting, library) -> {
            if (names.stream().anyMatch(name -> name.startsWith(library))) {
                settled.add(setting, !NEEDED.contains(setting));
            }
        });
        return new BuiltService(settled.read, settled.demanded, settled.defaults, names);
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static void readInto(Path jar, Indexer indexer, Properties defaults) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                try (InputStream content = file.getInputStream(entry)) {
                    if (entry.getName().endsWith(".class")) {
                        indexer.index(content);
                    } else if (entry.getName().endsWith("microprofile-config.properties")
                            || entry.getName().equals("application.properties")) {
                        defaults.load(content);
                    }
                }
            }
        }
    }

    /** As SmallRye Config reads a property from the environment. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    static Set<String> variables(Set<String> properties) {
        return properties.stream().map(BuiltService::variable).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The settings of an index. */
    private static final class Settled {
        private final Set<String> read = new TreeSet<>();
        private final Set<String> demanded = new TreeSet<>();
        private final Map<String, String> defaults = new HashMap<>();

        Settled(Index classes, Properties defaults) {
            defaults.stringPropertyNames().forEach(name -> this.defaults.put(name, defaults.getProperty(name)));
            classes.getAnnotations(PROPERTY).forEach(this::property);
            for (AnnotationInstance mapping : classes.getAnnotations(MAPPING)) {
                String prefix = mapping.value("prefix").asString() + ".";
                mapping.target().asClass().methods().forEach(method -> mapped(prefix, method));
            }
        }

        private void property(AnnotationInstance property) {
            AnnotationValue fallback = property.value("defaultValue");
            add(property.value("name").asString(), fallback != null || isOptional(type(property.target())));
        }

        private void mapped(String prefix, MethodInfo method) {
            String name = method.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            add(prefix + name, method.hasAnnotation(DEFAULT) || isOptional(method.returnType()));
        }

        private static Type type(AnnotationTarget target) {
            return switch (target.kind()) {
                case METHOD_PARAMETER -> target.asMethodParameter().type();
                case FIELD -> target.asField().type();
                case CLASS, METHOD, TYPE, RECORD_COMPONENT ->
                    throw new IllegalArgumentException("a setting read by " + target);
            };
        }

        private static boolean isOptional(Type type) {
            return type.name().toString().startsWith("java.util.Optional");
        }

        void add(String setting, boolean mayBeMissing) {
            read.add(setting);
            if (!mayBeMissing && !defaults.containsKey(setting)) {
                demanded.add(setting);
            }
        }
    }
}
