package io.carillon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The launcher's own log, which is mostly Kafka's: a file, never the terminal. */
final class EngineLog {
    private static final int LONGEST = 16 << 20;
    private static final int ONE_FILE = 1;
    private static final String FORMAT = "%1$tFT%1$tT.%1$tL %4$s [%3$s] %5$s%6$s%n";

    private EngineLog() {}

    /** Takes the handlers off the terminal; what is logged from now on is lost. */
    static void silence() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
    }

    static void to(Path data) throws CannotStart {
        System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
        silence();
        try {
            Files.createDirectories(data.resolve("log"));
            // In a pattern of FileHandler a per cent sign is special.
            String pattern = data.resolve("log/kafka.log").toString().replace("%", "%%");
            FileHandler file = new FileHandler(pattern, LONGEST, ONE_FILE, false);
            file.setFormatter(new SimpleFormatter());
            file.setLevel(Level.INFO);
            Logger.getLogger("").addHandler(file);
        } catch (IOException unusable) {
            throw new CannotStart(
                    "Cannot write logs below " + data + " (" + unusable.getMessage() + "): choose another with --data.",
                    unusable);
        }
    }
}
