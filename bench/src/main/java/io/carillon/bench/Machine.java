package io.carillon.bench;

import io.carillon.bench.measure.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the figures come from, for whoever compares them with others. */
final class Machine {

    private Machine() {}

    static String markdown() throws IOException {
        return String.join(
                "\n",
                "- machine: " + Runtime.getRuntime().availableProcessors() + " cores, " + processor() + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "- JDK: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                "- peers: " + version("kamailio", "-v") + "; rtpengine " + version("rtpengine", "--version") + "; "
                        + version("asterisk", "-V"));
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unnamed processor");
        }
    }

    private static String version(String program, String option) {
        return Processes.installed(program)
                .map(file -> Processes.firstLine(List.of(file.toString(), option)))
                .orElse(program + " is not installed")
                .replaceFirst("(?i)^version: ", "");
    }
}
