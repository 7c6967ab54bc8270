package io.carillon.local.kubernetes;

import io.carillon.testkit.program.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.opentest4j.AssertionFailedError;

/**
 * {@code kubectl kustomize}. Like a real phone, kubectl is another maker's program: where it is not installed the test is
 * skipped and says so on the console, but with {@code CI=true} it fails.
 */
final class Kubectl {
    private static final String SOURCE =
            "kubernetes.io/docs/tasks/tools; 1.21 or later, older ones have an older kustomize";

    private static final int PATIENCE_SECONDS = 60;

    private Kubectl() {}

    /** All documents of a kustomization, as text. */
    static String kustomize(Path directory) throws IOException, InterruptedException {
        Path program = Program.demand("kubectl", SOURCE);
        Path errors = Files.createTempFile("kustomize", ".err");
        try {
            Process process = new ProcessBuilder(program.toString(), "kustomize", directory.toString())
                    .redirectError(errors.toFile())
                    .start();
            String rendered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionFailedError("kubectl kustomize " + directory + ": " + Files.readString(errors));
            }
            return rendered;
        } finally {
            Files.delete(errors);
        }
    }
}
