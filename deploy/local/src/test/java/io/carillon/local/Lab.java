package io.carillon.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests of the whole system the one Carillon that serves them all: the labs' files, free ports, fresh data. It is
 * started for the first test that asks and stopped after the last. A test that stops a part starts it again.
 */
public final class Lab implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Lab.class);

    /** The shared Carillon with what it was started from. */
    record Running(Carillon carillon, Settings settings) implements AutoCloseable {
        static Running start() {
            Settings settings = Settings.ofThisCheckout()
                    .data(fresh(Path.of("target/lab").toAbsolutePath()))
                    .onFreePorts();
            try {
                return new Running(Carillon.start(settings), settings);
            } catch (CannotStart refused) {
                throw new IllegalStateException(refused.sentence(), refused);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        @Override
        public void close() {
            carillon.close();
        }
    }

    /** An empty directory in place of what was there. */
    static Path fresh(Path directory) {
        try {
            if (Files.exists(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(directory);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Carillon.class || type == Settings.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
        return parameter.getParameter().getType() == Carillon.class ? running.carillon() : running.settings();
    }
}
