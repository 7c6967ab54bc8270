package io.carillon.local.executable;

import io.carillon.local.Service;
import io.carillon.local.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A jar of ours that a built service runs with.
 *
 * @param files by their names in it
 * @param indexed whether Quarkus looks for annotations in it, and follows types into it
 */
record OurJar(String name, Map<String, byte[]> files, boolean indexed) {
    private static final String INDEX = "META-INF/jandex.idx";

    /** The service's own, and those of our libraries that it depends on. */
    static List<OurJar> of(Service service) {
        Path application = Settings.ofThisCheckout().home().resolve(service.label() + "-service/target/quarkus-app");
        try (Stream<Path> own = Files.list(application.resolve("app"));
                Stream<Path> libraries = Files.list(application.resolve("lib/main"))) {
            return Stream.concat(
                            own.filter(file -> file.toString().endsWith(".jar")).map(jar -> read(jar, true)),
                            libraries
                                    .filter(file ->
                                            file.getFileName().toString().startsWith("io.carillon."))
                                    .map(jar -> read(jar, false)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(service.label(), unreadable);
        }
    }

    private static OurJar read(Path jar, boolean application) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry :
                    file.stream().filter(any -> !any.isDirectory()).toList()) {
                try (InputStream content = file.getInputStream(entry)) {
                    files.put(entry.getName(), content.readAllBytes());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(jar.toString(), unreadable);
        }
        return new OurJar(jar.getFileName().toString(), files, application || files.containsKey(INDEX));
    }

    Stream<byte[]> classes() {
        return files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".class"))
                .map(Map.Entry::getValue);
    }

    /** Files that are read, if at all, by a name that the builder cannot know. */
    Stream<String> resources() {
        return files.keySet().stream().filter(file -> !file.endsWith(".class") && !file.startsWith("META-INF/"));
    }

    /** The files of that name among what the jar tells the builder. */
    Stream<byte[]> metadata(String name) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith("META-INF/native-image/")
                        && file.getKey().endsWith("/" + name))
                .map(Map.Entry::getValue);
    }
}
