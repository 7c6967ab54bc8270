package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.proxy.dialplan.application.Applications;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans as people have them. What is told of each stands beside it ({@code -Dgolden=write} writes that anew). */
class RealPlansTest {
    private static final Path PLANS = Path.of("src/test/resources/plans");

    /** A menu that nobody answers may go round for ever; a caller does not listen for ever. */
    private static final int PATIENCE = 200;

    private static final World WORLD =
            World.simulated(Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC), 1);

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(PLANS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".conf"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_plan_loads_and_what_it_lacks_is_told(String name) throws IOException {
        Reading<ExtensionsConf> reading = read(name);
        String told = problems(reading).stream().map(Problem::toString).collect(Collectors.joining("\n", "", "\n"));
        Path golden = PLANS.resolve(name.replace(".conf", ".warnings"));
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, told);
        }

        assertThat(reading).isInstanceOf(Reading.Loaded.class);
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_extension_of_a_plan_comes_to_an_end(String name) throws IOException {
        if (read(name) instanceof Reading.Loaded<ExtensionsConf>(ExtensionsConf conf, var _)) {
            Plan plan = Plan.of(conf, Applications.NAMES, WORLD);
            conf.contexts()
                    .forEach(context -> context.extensions().forEach(extension -> {
                        ScriptedChannel channel =
                                ScriptedChannel.ofBob().pressing("0730").leavesAfter(PATIENCE);
                        String dialled =
                                extension.name().replaceAll("[_.!]", "").replaceAll("\\[(.)[^]]*]|[XZN]", "2");

                        assertThat(run(channel, plan, context.name(), dialled))
                                .as(context.name() + " " + dialled)
                                .isBetween(200, 699);
                        assertThat(channel.said())
                                .noneMatch(
                                        line -> line.contains("goes round") || line.contains("cannot be understood"));
                    }));
        }
    }

    private static int run(ScriptedChannel channel, Plan plan, String context, String dialled) {
        try {
            return Interpreter.run(channel, plan, context, dialled, _ -> {}).sipStatus();
        } catch (HungUp gone) {
            return gone.ending().sipStatus();
        }
    }

    private static Reading<ExtensionsConf> read(String name) throws IOException {
        String text = Files.readString(PLANS.resolve(name));
        return ExtensionsConf.read(Sources.of(Map.of(ExtensionsConf.FILE, text)), Applications.NAMES);
    }

    private static List<Problem> problems(Reading<ExtensionsConf> reading) {
        return switch (reading) {
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf _, List<Problem> warnings) -> warnings;
            case Reading.Rejected<ExtensionsConf>(List<Problem> errors, List<Problem> _) -> errors;
        };
    }
}
