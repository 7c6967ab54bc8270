package io.carillon.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the JVM of a service is started: its options, environment, log and working directory. */
final class ServiceJvm {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /**
     * Threads that carry the virtual ones. Those hardly compute, and each more is woken for nothing with most calls: on two
     * processors a second one made a call a fifth dearer.
     */
    private static final int CARRIERS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** Small heaps: a whole Carillon shares a laptop with its user's other work. */
    static final List<String> OPTIONS = List.of(
            "-Xms32m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djdk.virtualThreadScheduler.parallelism=" + CARRIERS);

    private final Path home;
    private final DataDirectory data;
    private final ServiceEnvironment environment;
    private final ClassArchives archives;

    ServiceJvm(Path home, DataDirectory data, ServiceEnvironment environment, ClassArchives archives) {
        this.home = home;
        this.data = data;
        this.environment = environment;
        this.archives = archives;
    }

    Process start(Instance instance) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(OPTIONS);
        command.addAll(archives.options(instance));
        command.addAll(List.of("-jar", instance.service().runner(home).toString()));
        ProcessBuilder builder = new ProcessBuilder(Tether.SERVICE.tie(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(instance).toFile()))
                .directory(data.workOf(instance.name()).toFile());
        Map<String, String> variables = environment.of(instance);
        builder.environment().putAll(variables);
        return builder.start();
    }

    /** Sets the log of the last run aside. */
    void freshLog(Instance instance) throws IOException {
        data.freshLog(instance.name());
    }

    Path log(Instance instance) {
        return data.log(instance.name());
    }
}
