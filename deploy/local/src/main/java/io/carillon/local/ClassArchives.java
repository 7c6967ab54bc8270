package io.carillon.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Classes of the services as the JVM loads them fastest (class data sharing, linked ahead of time): they halve the CPU
 * time of a start. The first start of a build only notes the names of the classes, which costs nothing; when it is
 * ready, {@link #makeMissing} loads them again in processes of their own, at the lowest priority, and writes the
 * archives from which later starts read. An archive that does not fit is ignored by the JVM.
 */
final class ClassArchives implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ClassArchives.class.getName());

    private final Path home;
    private final DataDirectory data;
    private final Path directory;
    private final List<Process> running = new ArrayList<>();
    private boolean closed;

    ClassArchives(Path home, DataDirectory data) {
        this.home = home;
        this.data = data;
        this.directory = home.resolve("target/launcher/classes").toAbsolutePath();
    }

    /** What the JVM of a service is told: where its archive is, or where to note its classes. */
    List<String> options(Instance instance) throws IOException {
        Service service = instance.service();
        if (isUsable(service)) {
            return List.of("-XX:SharedArchiveFile=" + archive(service));
        }
        return instance.number() == 1 ? List.of("-XX:DumpLoadedClassList=" + names(service)) : List.of();
    }

    private boolean isUsable(Service service) throws IOException {
        Path archive = archive(service);
        return Files.exists(archive)
                && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(service.runner(home))) > 0;
    }

    private Path archive(Service service) {
        return directory.resolve(service.label() + ".jsa");
    }

    private Path names(Service service) throws IOException {
        return data.workOf("classes").toAbsolutePath().resolve(service.label() + ".names");
    }

    /** Makes what later starts lack, one after the other; ends early when this is closed. */
    void makeMissing() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        for (Service service : Service.values()) {
            if (!isUsable(service) && Files.exists(names(service))) {
                make(service);
            }
        }
    }

    private void make(Service service) throws IOException, InterruptedException {
        Path fresh = names(service).resolveSibling(service.label() + ".jsa");
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", ServiceJvm.JAVA));
        command.addAll(ServiceJvm.OPTIONS);
        command.addAll(List.of(
                "-Xshare:dump",
                "-XX:+AOTClassLinking",
                "-XX:SharedClassListFile=" + names(service),
                "-XX:SharedArchiveFile=" + fresh,
                "-jar",
                service.runner(home).toString()));
        Process process = start(command);
        if (process.waitFor() == 0 && Files.exists(fresh)) {
            Files.move(fresh, archive(service), StandardCopyOption.REPLACE_EXISTING);
        } else {
            LOG.log(Logger.Level.INFO, "no class archive for {0}: status {1}", service.label(), process.exitValue());
        }
    }

    private synchronized Process start(List<String> command) throws IOException, InterruptedException {
        if (closed) {
            throw new InterruptedException("closed");
        }
        Process process = new ProcessBuilder(Tether.SERVICE.tie(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        running.add(process);
        return process;
    }

    @Override
    public synchronized void close() {
        closed = true;
        running.forEach(Process::destroyForcibly);
    }
}
