package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    Path directory;

    @Test
    void a_wrong_line_is_told_by_file_line_and_column_before_the_remedy() {
        LabFiles files = LabFiles.in(directory).with("extensions.conf", "[local]\nexten => 100,x,Hangup()\n");

        assertThatThrownBy(files::read)
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith(directory.resolve("extensions.conf") + ":2:14: error: ")
                .hasMessageEndingWith("\nCorrect this and try again; `./carillon check " + directory + "` tells all.");
    }

    @Test
    void the_errors_of_all_files_are_told_at_once() {
        LabFiles files = LabFiles.in(directory)
                .with("extensions.conf", "[local]\nexten => 100,x,Hangup()\n")
                .with("rtp.conf", "[general]\nrtpstart=many\n");

        assertThatThrownBy(files::read)
                .hasMessageContaining("extensions.conf:2:")
                .hasMessageContaining("rtp.conf:2:");
    }

    @Test
    void a_directory_that_is_not_there_is_told_with_the_option_to_change() {
        Path nowhere = directory.resolve("nowhere");

        assertThatThrownBy(() -> Configuration.read(nowhere))
                .hasMessage(nowhere + " is no directory: give the one of sip.conf and extensions.conf"
                        + " with --config DIR.");
    }
}
