package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.CarillonMain;
import io.carillon.local.Service;
import io.carillon.local.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./carillon} itself, before any Java runs. */
class ScriptTest {
    private static final List<String> TOOLS = List.of("sh", "dirname", "readlink", "grep", "cat");
    /** Absolute places where a JDK may stand; the machine that runs this test has one in some of them. */
    private static final String USUAL_PLACES = "(?<= )/(?=usr/|opt/|Library/)";

    @TempDir
    Path directory;

    @Test
    void without_a_jdk_25_it_says_so_in_one_sentence_and_fails() throws Exception {
        Path older = jdk("17.0.15");

        Ended ended = carillon(Map.of("JAVA_HOME", older.toString()), "up");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.text())
                .startsWith("Carillon needs a JDK 25, and none was found")
                .hasLineCount(1);
    }

    @Test
    void every_command_that_needs_a_jdk_asks_for_it() throws Exception {
        for (String command : List.of("status", "logs", "events", "cli", "check", "dialplan", "test")) {
            assertThat(carillon(Map.of(), command).text()).as(command).startsWith("Carillon needs a JDK 25");
        }
    }

    @Test
    void help_needs_no_jdk() throws Exception {
        Ended ended = carillon(Map.of(), "help");

        assertThat(ended.status()).isZero();
        assertThat(ended.text())
                .contains("up ", "status", "logs", "events", "cli", "check", "dialplan explain", "test");
    }

    @Test
    void an_unknown_command_is_named() throws Exception {
        Ended ended = carillon(Map.of(), "dance");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.text()).endsWith("There is no command dance.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check|conf with blanks|--strict
            dialplan|explain|50|--digits|4|--busy|a,b
            cli|-x|sip show peers|--json
            """)
    void what_is_typed_reaches_the_engine_word_for_word(ArgumentsAccessor typed) throws Exception {
        String[] words = typed.toList().stream()
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toArray(String[]::new);
        Path jdk = jdk("25.0.1");
        executable(jdk.resolve("bin/java"), "#!/bin/sh\nfor word; do echo \"<$word>\"; done\nexit 7\n");
        built();

        Ended ended = carillon(Map.of("JAVA_HOME", jdk.toString()), words);

        assertThat(ended.status()).as("of the engine").isEqualTo(7);
        assertThat(ended.text().lines())
                .contains("<-Dcarillon.home=" + directory.toRealPath() + ">")
                .endsWith(Stream.concat(Stream.of(CarillonMain.class.getName()), Stream.of(words))
                        .map(word -> "<" + word + ">")
                        .toArray(String[]::new));
    }

    /** What a build leaves, as far as the script looks at it. */
    private void built() throws IOException {
        List<String> files = new ArrayList<>(List.of("target/launcher/stamp", "deploy/local/target/classpath"));
        for (Service service : Service.values()) {
            files.add(service.label() + "-service/target/quarkus-app/quarkus-run.jar");
        }
        for (String file : files) {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }
    }

    private record Ended(int status, String text) {}

    private Path jdk(String version) throws IOException {
        Path home = Files.createDirectories(directory.resolve("jdk-" + version));
        Path javac = Files.createDirectories(home.resolve("bin")).resolve("javac");
        executable(javac, "#!/bin/sh\nexit 1\n");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** Runs a copy of the script whose usual places are below the test's directory, with tools and nothing else. */
    private Ended carillon(Map<String, String> environment, String... command) throws Exception {
        String script = Files.readString(Settings.ofThisCheckout().home().resolve("carillon"));
        Path copy = directory.resolve("carillon");
        Files.writeString(copy, script.replaceAll(USUAL_PLACES, directory + "/"));
        List<String> line = new ArrayList<>(List.of(tools().resolve("sh").toString(), copy.toString()));
        line.addAll(List.of(command));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools().toString());
        builder.environment().put("HOME", directory.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), text);
    }

    private Path tools() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        for (String tool : TOOLS) {
            executable(bin.resolve(tool), "#!/bin/sh\nexec " + where(tool) + " \"$@\"\n");
        }
        return bin;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path where(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
