package io.carillon.proxy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.sip.SipConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people would be told of plans as they have them. The questions stand in {@code questions.txt}, the answers beside
 * each plan ({@code -Dgolden=write} writes them anew). Every account that a Dial names is in sip.conf.
 */
class ExplainedPlansTest {
    private static final Path PLANS = Path.of("src/test/resources/plans");
    private static final Pattern NAMED = Pattern.compile("(?i)sip/([a-z]+[0-9]*)\\b|@([a-z]+)\\b");

    static Stream<String> plans() throws IOException {
        return questions().map(line -> line.split(" ")[0]).distinct();
    }

    private static Stream<String> questions() throws IOException {
        return Files.readAllLines(PLANS.resolve("questions.txt")).stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_is_explained(String name) throws IOException {
        String plan = Files.readString(PLANS.resolve(name + ".conf"));
        StringBuilder told = new StringBuilder();
        for (String question :
                questions().filter(line -> line.startsWith(name + " ")).toList()) {
            told.append("# ").append(question).append('\n');
            answer(plan, question.split(" +"))
                    .text()
                    .forEach(line -> told.append(line).append('\n'));
        }
        Path golden = PLANS.resolve(name + ".explained");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, told);
        }

        assertThat(told.toString()).isEqualTo(Files.readString(golden));
    }

    /** {@code PLAN CONTEXT NUMBER [OPTION=VALUE…]}. */
    private static Explanation answer(String plan, String[] words) {
        Map<String, String> options = Arrays.stream(words)
                .skip(3)
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        Sources sources = Sources.of(Map.of(SipConf.FILE, phones(plan), ExtensionsConf.FILE, plan));
        if (SipConf.read(sources) instanceof Reading.Loaded<SipConf>(SipConf sip, var _)
                && ExtensionsConf.read(sources, Explainer.names())
                        instanceof Reading.Loaded<ExtensionsConf>(ExtensionsConf extensions, var _)) {
            LocalDateTime at = LocalDateTime.parse(options.getOrDefault("at", "2026-01-15T12:00"));
            Question question = new Question(
                    words[2],
                    Optional.of("caller"),
                    Optional.of(words[1]),
                    new Phones(named(options, "busy"), named(options, "offline"), named(options, "silent")),
                    options.getOrDefault("digits", ""),
                    at.toInstant(ZoneOffset.UTC),
                    ZoneOffset.UTC);
            return Explainer.explain(sip, extensions, question, Optional.empty())
                    .orElseThrow();
        }
        throw new AssertionError("the plan cannot be read");
    }

    private static Set<String> named(Map<String, String> options, String option) {
        return Set.copyOf(List.of(options.getOrDefault(option, "").split(",")));
    }

    private static String phones(String plan) {
        Set<String> names = new TreeSet<>();
        NAMED.matcher(plan)
                .results()
                .forEach(found -> names.add(Optional.ofNullable(found.group(1)).orElse(found.group(2))));
        names.addAll(List.of("150", "201", "room201", "desk1", "desk3", "phone12"));
        names.removeIf(name -> name.equals("caller"));
        return "[caller]\ntype=friend\nhost=dynamic\ncallerid=Cora <0301234>\n"
                + names.stream()
                        .map(name -> "[" + name + "]\ntype=friend\nhost=dynamic\n")
                        .collect(Collectors.joining());
    }
}
