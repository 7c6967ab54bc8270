package io.carillon.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.config.sip.AddressAndPort;
import io.carillon.local.RunState.ProcessState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: each process with its pid and addresses, and whether it is ready. Status 1 unless all are. */
@Command(
        name = "status",
        description = "Shows each process: pid, addresses, ready or why not.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private Where where = new Where();

    @Option(names = "--json", description = "for programs")
    private boolean json;

    /**
     * What is told of a process.
     *
     * @param why empty when it is ready
     */
    record Line(String name, long pid, Map<String, String> addresses, int starts, boolean ready, String why) {}

    /** What is told of a run. */
    record Status(boolean running, long launcher, String configuration, String sip, List<Line> processes) {
        boolean allReady() {
            return running && processes.stream().allMatch(Line::ready);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Status status = status();
        if (json) {
            System.out.println(text(status));
        } else if (status.running()) {
            print(status);
        } else {
            System.out.println("No Carillon runs on the data of " + where.data()
                    + "; `./carillon up` starts one, --data names another's.");
        }
        return status.allReady() ? 0 : 1;
    }

    private Status status() throws IOException, InterruptedException {
        Optional<RunState> state = RunState.read(where.data());
        if (state.isEmpty() || !DataDirectory.isInUse(where.data())) {
            return new Status(false, 0, "", "", List.of());
        }
        List<Line> lines = new ArrayList<>();
        for (ProcessState process : state.get().processes()) {
            String why = process.problem().isEmpty() ? whyNotReady(process) : process.problem();
            lines.add(
                    new Line(process.name(), process.pid(), process.addresses(), process.starts(), why.isEmpty(), why));
        }
        return new Status(
                true,
                state.get().launcher(),
                state.get().configuration(),
                state.get().sip(),
                lines);
    }

    private static String whyNotReady(ProcessState process) throws InterruptedException {
        if (process.handle().isEmpty()) {
            return "ended";
        }
        String http = process.addresses().get("http");
        return http != null
                ? Health.whyNotReady(http).orElse("")
                : process.addresses().values().stream()
                        .flatMap(address -> AddressAndPort.parse(address).stream())
                        .flatMap(address -> Health.whyNoConnection(address).stream())
                        .collect(Collectors.joining(", "));
    }

    private static String text(Status status) throws JsonProcessingException {
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(status);
    }

    private static void print(Status status) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PROCESS", "PID", "ADDRESSES", "STATE"));
        status.processes().forEach(line -> rows.add(row(line)));
        Columns.lines(rows).forEach(System.out::println);
        System.out.println("SIP for phones on " + status.sip() + ", configuration " + status.configuration()
                + ", launcher " + status.launcher());
    }

    private static List<String> row(Line line) {
        String addresses = line.addresses().entrySet().stream()
                .map(entry ->
                        "http".equals(entry.getKey()) ? entry.getValue() : entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(" "));
        String restarts = line.starts() > 1 ? ", started " + line.starts() + " times" : "";
        return List.of(
                line.name(),
                line.pid() == 0 ? "-" : Long.toString(line.pid()),
                addresses,
                (line.ready() ? "ready" : "not ready: " + line.why()) + restarts);
    }
}
