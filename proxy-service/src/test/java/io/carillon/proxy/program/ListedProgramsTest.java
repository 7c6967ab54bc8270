package io.carillon.proxy.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.dialplan.Programs.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With programs that every Linux has. */
class ListedProgramsTest {
    @ParameterizedTest
    @CsvSource({
        "/usr/bin/touch, /usr/bin/touch a",
        "/usr/bin/touch *, /usr/bin/touch a b",
        "/usr/bin/touch *, /usr/bin/touch -r",
        "/usr/bin/touch *, /usr/bin/touch",
        "/usr/bin/touch a, /usr/bin/touch b",
        "* a, /usr/bin/touch a",
        "'', /usr/bin/touch"
    })
    void what_is_not_listed_is_not_run(String listed, String command) {
        assertThat(new ListedPrograms(List.of(listed)).run(List.of(command.split(" "))))
                .isEqualTo(new Result.NotListed());
    }

    @Test
    void a_listed_program_gets_its_arguments_as_they_are(@TempDir Path directory) {
        Path odd = directory.resolve("a; b $(c)");

        Result result = new ListedPrograms(List.of("/usr/bin/touch *")).run(List.of("/usr/bin/touch", odd.toString()));

        assertThat(result).isEqualTo(new Result.Ended(0));
        assertThat(Files.exists(odd)).isTrue();
    }

    @Test
    void a_program_that_fails_says_its_status() {
        assertThat(new ListedPrograms(List.of("/bin/false")).run(List.of("/bin/false")))
                .isEqualTo(new Result.Ended(1));
    }

    @Test
    void a_program_that_is_not_there_fails() {
        assertThat(new ListedPrograms(List.of("/no/such/program")).run(List.of("/no/such/program")))
                .isInstanceOf(Result.Failed.class);
    }

    @Test
    void a_program_that_does_not_end_is_ended() {
        assertThat(new ListedPrograms(List.of("/bin/sleep 60"), Duration.ofMillis(50)).run(List.of("/bin/sleep", "60")))
                .isEqualTo(new Result.Failed("it did not end within 0 s"));
    }
}
