package io.carillon.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code core show version} and {@code core show uptime}: what each process of each service says of itself. */
final class ProcessCommands {
    private static final int DAYS_A_WEEK = 7;

    private final Services services;
    private final InstantSource clock;

    ProcessCommands(Services services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    List<Command> commands() {
        return List.of(
                Command.of(
                        "core show version",
                        "which Carillon each process is",
                        _ -> each(
                                process -> "Carillon " + process.path("version").asText())),
                Command.of(
                        "core show uptime",
                        "how long each process has been running",
                        _ -> each(process -> "System uptime: " + uptime(process))));
    }

    private Answer each(Function<JsonNode, String> said) throws NoAnswer, InterruptedException {
        List<ObjectNode> processes = new ArrayList<>();
        for (URI replica : services.all()) {
            ObjectNode process =
                    Services.body(services.get(replica, "/process")).deepCopy();
            processes.add(process.put("address", replica.toString()));
        }
        return Answer.of(
                Json.object().set("processes", Json.array(processes)),
                processes.stream()
                        .map(process -> Table.printable(process.path("service").asText() + " "
                                + process.path("address").asText() + ": " + said.apply(process)))
                        .toList());
    }

    /** In Asterisk's words: units of which there are none are left out. */
    private String uptime(JsonNode process) {
        Duration age = Duration.between(Instant.parse(process.path("started").asText()), clock.instant());
        List<String> parts = new ArrayList<>();
        count(age.toDays() / DAYS_A_WEEK, "week", parts);
        count(age.toDays() % DAYS_A_WEEK, "day", parts);
        count(age.toHoursPart(), "hour", parts);
        count(age.toMinutesPart(), "minute", parts);
        count(age.toSecondsPart(), "second", parts);
        return parts.isEmpty() ? "0 seconds" : String.join(", ", parts);
    }

    private static void count(long number, String unit, List<String> parts) {
        if (number > 0) {
            parts.add(number + " " + unit + (number == 1 ? "" : "s"));
        }
    }
}
