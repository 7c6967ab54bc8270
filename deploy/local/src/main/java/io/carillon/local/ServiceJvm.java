package io.carillon.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM of a service and its options. */
final class ServiceJvm {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /**
     * Threads that carry the virtual ones. Those hardly compute, and each more is woken for nothing with most calls: on two
     * processors a second one made a call a fifth dearer.
     */
    private static final int CARRIERS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    static final String CARRIERS_OPTION = "-Djdk.virtualThreadScheduler.parallelism=" + CARRIERS;

    /**
     * Small heaps: a whole Carillon shares a laptop with its user's other work. What lives longer than a collection or two lives
     * for 32 s, the time of most transactions, or as long as a call: to copy it fifteen times before it is taken to be old pays
     * nobody.
     */
    static final List<String> OPTIONS = List.of(
            "-Xms32m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:MaxTenuringThreshold=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            CARRIERS_OPTION);

    private final Path home;
    private final ClassArchives archives;

    ServiceJvm(Path home, ClassArchives archives) {
        this.home = home;
        this.archives = archives;
    }

    List<String> command(Instance instance) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(OPTIONS);
        command.addAll(archives.options(instance));
        command.addAll(List.of("-jar", instance.service().runner(home).toString()));
        return command;
    }
}
