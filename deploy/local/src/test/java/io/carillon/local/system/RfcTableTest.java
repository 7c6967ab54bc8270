package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/rfc.md names classes and tests: each of them is there. */
class RfcTableTest {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    /** Packages, classes, and perhaps a method of the last class. */
    private static final Pattern REFERENCE = Pattern.compile(
            "(?:[a-z]\\w*\\.)*[A-Z]\\w*(?:\\.[A-Z]\\w*)*(?:\\.[a-z]\\w*)?|[a-z]\\w*(?:\\.[a-z]\\w*)*\\.\\*");

    private static Path home;
    private static List<Path> sources;

    @BeforeAll
    static void list_sources() throws IOException {
        home = Settings.ofThisCheckout().home();
        List<Path> found = new ArrayList<>();
        for (Path root : sourceRoots()) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        sources = found;
    }

    @Test
    void every_class_and_test_that_the_table_names_exists() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String row : Files.readAllLines(home.resolve("docs/rfc.md"))) {
            String[] cells = row.split("\\|");
            if (!row.startsWith("| ") || cells.length < 4) {
                continue;
            }
            for (String reference : references(cells[2] + cells[3])) {
                if (!exists(reference)) {
                    wrong.add(reference + " in: " + row);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    /** What a phone, a trunk and their operators rely on; RFC 3261 has a table of its own. */
    @ParameterizedTest
    @ValueSource(
            ints = {3262, 3264, 3311, 3323, 3325, 3326, 3327, 3515, 3581, 3891, 4028, 4733, 5626, 6026, 7616, 8760})
    void an_rfc_that_is_claimed_has_rows(int rfc) throws IOException {
        assertThat(Files.readAllLines(home.resolve("docs/rfc.md")))
                .anyMatch(row -> row.matches("\\| (\\d{4}, )*" + rfc + "[, ].*§.*\\|.*\\|.*\\|"));
    }

    @Test
    void a_row_without_a_test_is_no_row() throws IOException {
        assertThat(Files.readAllLines(home.resolve("docs/rfc.md")))
                .filteredOn(row -> row.startsWith("| §") || row.matches("\\| \\d{4}.*"))
                .hasSizeGreaterThan(40)
                .allSatisfy(row -> assertThat(references(row.split("\\|")[3]))
                        .as(row)
                        .isNotEmpty()
                        .allMatch(reference -> reference.contains("Test")));
    }

    private static List<String> references(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
    }

    private static boolean exists(String reference) {
        if (!REFERENCE.matcher(reference).matches()) {
            return false;
        }
        if (reference.endsWith(".*")) {
            String folder = "/" + reference.substring(0, reference.length() - 1).replace('.', '/');
            return sources.stream().anyMatch(file -> file.toString().contains(folder));
        }
        String path = reference.replaceAll("\\.[a-z]\\w*$", "");
        String member = reference.substring(path.length()).replace(".", "");
        String file = "/" + firstClass(path).replace('.', '/') + ".java";
        return sources.stream()
                .filter(source -> source.toString().endsWith(file))
                .map(RfcTableTest::text)
                .anyMatch(text ->
                        text.contains(lastName(path)) && (member.isEmpty() || text.contains(" " + member + "(")));
    }

    /** {@code sip.Parsed} of {@code sip.Parsed.KeepAlive}. */
    private static String firstClass(String path) {
        return path.replaceAll("^((?:[a-z]\\w*\\.)*[A-Z]\\w*).*", "$1");
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> sourceRoots() throws IOException {
        try (Stream<Path> folders = Files.list(home)) {
            return Stream.concat(folders, Stream.of(home.resolve("deploy/local")))
                    .flatMap(module -> Stream.of(module.resolve("src/main/java"), module.resolve("src/test/java")))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }
}
