package io.carillon.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the launcher tells other terminals about its run, as JSON in the data directory. The file is replaced as a whole
 * at every change; after a run it stays, and says nothing while no launcher holds the lock.
 *
 * @param launcher its process
 * @param started in milliseconds since 1970
 */
record RunState(
        long launcher,
        long started,
        String configuration,
        String sip,
        String kafka,
        String postgresql,
        List<ProcessState> processes) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FILE = "state.json";

    /**
     * One process, as the launcher knows it; whether it is ready is asked from itself.
     *
     * @param pid 0 while there is none
     * @param born the operating system's start time of that process in milliseconds since 1970, to know it from a
     *     later one of the same number
     * @param addresses by what is spoken there: http, sip, rtp, kafka, postgresql
     * @param starts how often it was started in this run
     * @param problem why there is no process now; empty when there is one
     */
    record ProcessState(String name, long pid, long born, Map<String, String> addresses, int starts, String problem) {

        /** The process if it is still the one that was started. */
        Optional<ProcessHandle> handle() {
            return pid == 0 ? Optional.empty() : ProcessHandle.of(pid).filter(handle -> born(handle) == born);
        }

        static long born(ProcessHandle handle) {
            return handle.info()
                    .startInstant()
                    .map(java.time.Instant::toEpochMilli)
                    .orElse(0L);
        }
    }

    void write(Path directory) throws IOException {
        Path fresh = directory.resolve(FILE + ".new");
        JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), this);
        Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The last that was written; empty when there is none or it cannot be read. */
    static Optional<RunState> read(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), RunState.class)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
