package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void a_second_launcher_is_refused_in_one_sentence() throws CannotStart {
        try (DataDirectory _ = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> DataDirectory.open(directory))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage("A Carillon already runs on the data of " + directory + ": stop it (Ctrl-C at its"
                            + " terminal), or give this one its own with --data DIR and --port NAME=NUMBER.");
        }
    }

    @Test
    void a_directory_is_free_again_when_its_launcher_has_ended() throws CannotStart, IOException {
        DataDirectory.open(directory).close();

        assertThat(DataDirectory.isInUse(directory)).isFalse();
    }

    @Test
    void secrets_are_kept_for_their_owner_alone() throws IOException {
        Path file = directory.resolve("secrets.properties");

        Secrets secrets = Secrets.keptIn(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Secrets.keptIn(file).password("registrar"))
                .isEqualTo(secrets.password("registrar"))
                .hasSizeGreaterThan(20);
    }

    @Test
    void a_log_of_the_last_run_stays_beside_the_new_one() throws CannotStart, IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            Files.writeString(data.log("proxy-1"), "yesterday");

            Path log = data.freshLog("proxy-1");

            assertThat(log).doesNotExist();
            assertThat(DataDirectory.previous(log)).hasContent("yesterday");
        }
    }
}
