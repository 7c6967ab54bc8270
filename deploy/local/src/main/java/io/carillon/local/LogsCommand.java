package io.carillon.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: prints the log of a process, and what is added to it. */
@Command(name = "logs", description = "Prints the log of a process.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(200);

    @Mixin
    private Where where = new Where();

    @Parameters(paramLabel = "SERVICE", description = "proxy, registrar-2, …, postgresql or kafka")
    private String service = "";

    @Option(names = "--follow", description = "goes on with what is added; Ctrl-C ends it")
    private boolean follow;

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Path log = DataDirectory.logOf(where.data(), Service.named(service).isPresent() ? service + "-1" : service);
        if (!Files.exists(log)) {
            throw new CannotStart("There is no log of " + service + "; there are: " + known()
                    + ". Another Carillon's are found by its --data.");
        }
        try (InputStream in = Files.newInputStream(log)) {
            in.transferTo(System.out);
            while (follow) {
                System.out.flush();
                Thread.sleep(POLL);
                in.transferTo(System.out);
            }
        }
        System.out.flush();
        return 0;
    }

    private String known() throws IOException {
        Path directory = DataDirectory.logs(where.data());
        if (!Files.isDirectory(directory)) {
            return "none below " + where.data();
        }
        try (Stream<Path> logs = Files.list(directory)) {
            return logs.map(log -> log.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }
}
