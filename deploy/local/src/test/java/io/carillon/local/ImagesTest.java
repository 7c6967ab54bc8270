package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Dockerfiles of deploy/kubernetes/images. */
class ImagesTest {
    private static final Path IMAGES = Settings.ofThisCheckout().home().resolve("deploy/kubernetes/images");
    private static final Pattern OPTION = Pattern.compile("-(?!jar\\b)[-XD][^\\s\",]*");
    /** Its number goes with the processors of a machine. */
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=";

    @Test
    void a_container_gets_the_options_that_the_launcher_gives() throws IOException {
        String instructions = Files.readAllLines(IMAGES.resolve("Dockerfile.jvm")).stream()
                .filter(line -> line.startsWith("ENV ") || line.startsWith("ENTRYPOINT "))
                .collect(Collectors.joining("\n"));
        List<String> options = OPTION.matcher(instructions)
                .results()
                .map(found -> withoutCarriers(found.group()))
                .toList();

        assertThat(options)
                .containsExactlyInAnyOrderElementsOf(ServiceJvm.OPTIONS.stream()
                        .map(ImagesTest::withoutCarriers)
                        .toList());
    }

    @Test
    void a_container_of_a_native_executable_gets_the_options_that_the_launcher_gives() throws IOException {
        String entrypoint = Files.readAllLines(IMAGES.resolve("Dockerfile.native")).stream()
                .filter(line -> line.startsWith("ENTRYPOINT "))
                .collect(Collectors.joining("\n"));

        assertThat(OPTION.matcher(entrypoint).results().map(found -> withoutCarriers(found.group())))
                .containsExactlyElementsOf(NativeExecutable.OPTIONS.stream()
                        .map(ImagesTest::withoutCarriers)
                        .toList());
    }

    private static String withoutCarriers(String option) {
        return option.startsWith(CARRIERS) ? CARRIERS : option;
    }

    @Test
    void no_image_runs_as_root() throws IOException {
        for (String name : Set.of("Dockerfile.jvm", "Dockerfile.native")) {
            assertThat(Files.readString(IMAGES.resolve(name))).contains("\nUSER 10001:10001\n");
        }
    }

    @Test
    void what_the_jvm_image_copies_is_what_a_service_is_built_into() {
        Path home = Settings.ofThisCheckout().home();
        for (Service service : Service.values()) {
            Path application = service.runner(home).getParent();
            assertThat(application).isNotNull();
            assertThat(List.of("lib", "quarkus-run.jar", "quarkus", "app"))
                    .allSatisfy(part -> assertThat(application.resolve(part)).exists());
        }
    }
}
