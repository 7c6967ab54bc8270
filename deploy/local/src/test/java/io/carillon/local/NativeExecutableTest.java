package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeExecutableTest {
    @TempDir
    Path home;

    private Path target;

    @BeforeEach
    void a_module_that_was_built() throws IOException {
        target = Files.createDirectories(home.resolve("registrar-service/target"));
    }

    @Test
    void the_runner_of_a_native_build_is_the_command() throws Exception {
        Path runner = Files.createFile(target.resolve("registrar-service-0.1.0-SNAPSHOT-runner"));

        assertThat(NativeExecutable.of(home, Service.REGISTRAR).command())
                .startsWith(runner.toString(), "-Xmx256m")
                .hasSize(3);
    }

    @Test
    void a_service_without_a_native_build_is_named() {
        assertThatThrownBy(() -> NativeExecutable.of(home, Service.REGISTRAR))
                .isInstanceOf(CannotStart.class)
                .hasMessageContainingAll("registrar", "docs/native.md");
    }
}
