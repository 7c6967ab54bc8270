package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourcesTest {
    @TempDir
    Path directory;

    @Test
    void bytes_that_are_not_utf_8_are_latin_1() throws IOException {
        Files.write(directory.resolve("old.conf"), "Hervé".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(directory.resolve("new.conf"), "Hervé".getBytes(StandardCharsets.UTF_8));
        Sources sources = Sources.directory(directory);

        assertThat(sources.read("old.conf")).isEqualTo(new Sources.Source.Text("Hervé"));
        assertThat(sources.read("new.conf")).isEqualTo(new Sources.Source.Text("Hervé"));
    }

    @Test
    void a_volume_of_kubernetes_with_its_links_can_be_read() throws IOException {
        Files.createDirectories(directory.resolve("..2026"));
        Files.writeString(directory.resolve("..2026/a.conf"), "[a]");
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(directory.resolve("a.conf"), Path.of("..data/a.conf"));
        Sources sources = Sources.directory(directory);

        assertThat(sources.read("a.conf")).isEqualTo(new Sources.Source.Text("[a]"));
        assertThat(sources.matching("*")).containsExactly("a.conf");
    }

    @Test
    void nothing_outside_of_the_directory_is_read() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("conf"));
        Files.writeString(directory.resolve("outside.conf"), "[a]");
        Sources sources = Sources.directory(inner);

        assertThat(sources.read("../outside.conf")).isInstanceOf(Sources.Source.Unreadable.class);
        assertThat(sources.read(directory.resolve("outside.conf").toString()))
                .isInstanceOf(Sources.Source.Unreadable.class);
    }

    @Test
    void what_is_no_file_or_too_large_says_why() throws IOException {
        Files.createDirectory(directory.resolve("sub"));
        Files.write(directory.resolve("large.conf"), new byte[Limits.FILE_BYTES + 1]);
        Sources sources = Sources.directory(directory);

        assertThat(sources.read("sub")).isEqualTo(new Sources.Source.Unreadable("is a directory"));
        assertThat(sources.read("large.conf")).isEqualTo(new Sources.Source.Unreadable("is larger than 8000000 bytes"));
        assertThat(sources.read("none.conf")).isEqualTo(new Sources.Source.Missing());
    }

    @Test
    void recorded_texts_read_the_same_again() throws IOException {
        Files.writeString(directory.resolve("a.conf"), "[a]\n#include b.conf\n");
        Files.writeString(directory.resolve("b.conf"), "k=v\n");
        RecordedSources recorded = new RecordedSources(Sources.directory(directory));

        ConfFile.Outcome first = ConfFile.read(recorded, "a.conf", new Problems());
        ConfFile.Outcome again = ConfFile.read(Sources.of(recorded.texts()), "a.conf", new Problems());

        assertThat(recorded.texts()).containsOnlyKeys("a.conf", "b.conf");
        assertThat(again.toString()).isEqualTo(first.toString());
    }
}
