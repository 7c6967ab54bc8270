package io.carillon.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command finds its Carillon. */
final class Where {
    /** {@code ./carillon} tells the checkout it stands in. */
    private static final String HOME = "carillon.home";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where PostgreSQL, Kafka, logs and secrets are kept (default: .carillon beside ./carillon)")
    private @Nullable Path data;

    Path data() {
        return data != null ? data : home().resolve(".carillon");
    }

    /** What a command is to be given, so that it finds the Carillon of this data: nothing for the usual one. */
    static String option(Path data) {
        boolean usual = data.toAbsolutePath()
                .normalize()
                .equals(home().resolve(".carillon").toAbsolutePath().normalize());
        String place = data.toString().isEmpty() ? "." : data.toString();
        return usual ? "" : " --data " + (place.contains(" ") ? '"' + place + '"' : place);
    }

    static Path home() {
        return Path.of(System.getProperty(HOME, ""));
    }
}
