package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        for (String command : List.of("status", "logs", "events", "cli", "check", "test")) {
            assertThat(carillon(Map.of(), command).text()).as(command).startsWith("Carillon needs a JDK 25");
        }
    }

    @Test
    void help_needs_no_jdk() throws Exception {
        Ended ended = carillon(Map.of(), "help");

        assertThat(ended.status()).isZero();
        assertThat(ended.text()).contains("up ", "status", "logs", "events", "cli", "check", "test");
    }

    @Test
    void an_unknown_command_is_named() throws Exception {
        Ended ended = carillon(Map.of(), "dance");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.text()).endsWith("There is no command dance.\n");
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
    private Ended carillon(Map<String, String> environment, String command) throws Exception {
        String script = Files.readString(Settings.ofThisCheckout().home().resolve("carillon"));
        Path copy = directory.resolve("carillon");
        Files.writeString(copy, script.replaceAll(USUAL_PLACES, directory + "/"));
        ProcessBuilder builder = new ProcessBuilder(tools().resolve("sh").toString(), copy.toString(), command)
                .directory(directory.toFile())
                .redirectErrorStream(true);
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
