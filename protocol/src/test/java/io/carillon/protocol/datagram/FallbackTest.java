package io.carillon.protocol.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where foreign functions cannot be used there is a loop all the same. In a JVM of its own, since linking is tried once. */
class FallbackTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_jvm_that_denies_native_access_uses_nio_and_says_so() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--illegal-native-access=deny",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Denied.class.getName())
                .redirectErrorStream(true)
                .start();

        String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(jvm.waitFor()).as(said).isZero();
        assertThat(said).contains("UDP goes through NIO (foreign functions do not link: ", "NioLoop");
    }

    /** What runs there. */
    static final class Denied {
        private Denied() {}

        @SuppressWarnings("SystemOut")
        static void main() {
            try (DatagramLoop loop = DatagramLoop.start("denied")) {
                System.out.println(loop.getClass().getSimpleName());
            }
        }
    }
}
