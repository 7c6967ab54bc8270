package io.carillon.local;

import io.carillon.config.Problem;
import io.carillon.config.extensions.Context;
import io.carillon.config.extensions.Extension;
import io.carillon.config.extensions.Include;
import io.carillon.config.extensions.KnownApplications;
import io.carillon.config.extensions.Priority;
import io.carillon.config.sip.Account;
import io.carillon.config.sip.Host;
import io.carillon.proxy.call.ShownArguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code up} prints when all is ready: where to register, what to dial, where to look. */
final class Summary {
    private static final int MOST_NUMBERS = 20;
    private static final int MOST_ACCOUNTS = 20;
    private static final int MOST_WARNINGS = 20;
    /** Neither {@code s i t h} nor another name that only the plan itself jumps to. */
    private static final Pattern DIALLED = Pattern.compile("_.+|[0-9*#+].*");

    private final Configuration configuration;
    private final Layout layout;
    private final Path data;

    Summary(Configuration configuration, Layout layout, Path data) {
        this.configuration = configuration;
        this.layout = layout;
        this.data = data;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(limited(
                configuration.warnings().stream()
                        .filter(warning -> KnownApplications.awaited(warning).isEmpty())
                        .map(Problem::toString)
                        .toList(),
                MOST_WARNINGS,
                "warnings: ./carillon check " + shown(configuration.directory()) + " tells all"));
        lines.addAll(awaited());
        lines.add("");
        lines.add(row(
                "SIP",
                Addresses.text(Addresses.reachable(layout.sip())) + (layout.sipByTcp() ? " (UDP and TCP)" : " (UDP)")));
        lines.add(row("Accounts", accounts()));
        List<String> numbers = limited(numbers(), MOST_NUMBERS, "numbers");
        for (int i = 0; i < numbers.size(); i++) {
            lines.add(row(i == 0 ? "Dial" : "", numbers.get(i)));
        }
        lines.add(row("RTP", slices()));
        lines.add(row("Inside", inside()));
        lines.add(row("NG", ng()));
        lines.add(row("HTTP", http()));
        lines.add(row("Kafka", Addresses.text(layout.kafka())));
        lines.add(row(
                "PostgreSQL", layout.jdbcUrl() + " (passwords: " + shown(data.resolve("secrets.properties")) + ")"));
        lines.add(row(
                "Logs",
                shown(DataDirectory.logs(data)) + " (./carillon logs SERVICE" + Where.option(shown(data)) + ")"));
        lines.add("");
        return lines;
    }

    /** What the plan asks for in vain is one line: it is not the reader's mistake. */
    private List<String> awaited() {
        List<String> names = configuration.warnings().stream()
                .flatMap(warning -> KnownApplications.awaited(warning).stream())
                .toList();
        return names.isEmpty()
                ? List.of()
                : List.of("extensions.conf: " + names.size() + (names.size() == 1 ? " step asks" : " steps ask")
                        + " for applications that are not here yet ("
                        + String.join(", ", new TreeSet<>(names))
                        + "); a call that comes to one is refused with 603");
    }

    /** As short as the reader's working directory allows. */
    private static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute) : path;
    }

    private static String row(String title, String text) {
        return String.format(Locale.ROOT, "  %-12s %s", title, text);
    }

    private static List<String> limited(List<String> all, int most, String what) {
        return all.size() <= most
                ? all
                : Stream.concat(all.stream().limit(most), Stream.of("… and " + (all.size() - most) + " more " + what))
                        .toList();
    }

    private String accounts() {
        List<String> names = configuration.sip().accounts().stream()
                .filter(account -> account.contacts().host() instanceof Host.Dynamic)
                .map(Account::name)
                .toList();
        return names.isEmpty() ? "none in sip.conf" : String.join(", ", limited(names, MOST_ACCOUNTS, "in sip.conf"));
    }

    /** Of the contexts where accounts begin, with what they include. */
    private List<String> numbers() {
        Set<String> seen = new HashSet<>();
        return configuration.sip().accounts().stream()
                .map(account -> account.calls().context())
                .distinct()
                .flatMap(context -> numbers(context, seen).stream())
                .toList();
    }

    private List<String> numbers(String name, Set<String> seen) {
        if (!seen.add(name.toLowerCase(Locale.ROOT))) {
            return List.of();
        }
        List<String> numbers = new ArrayList<>();
        configuration.extensions().context(name).ifPresent(context -> {
            numbers.addAll(own(context));
            for (Include include : context.includes()) {
                numbers.addAll(numbers(include.context(), seen));
            }
        });
        return numbers;
    }

    private static List<String> own(Context context) {
        return context.extensions().stream()
                .filter(extension -> DIALLED.matcher(extension.name()).matches())
                .map(extension -> String.format(Locale.ROOT, "%-6s %s", extension.name(), firstStep(extension)))
                .toList();
    }

    private static String firstStep(Extension extension) {
        return extension.priorities().stream()
                .findFirst()
                .map((Priority step) ->
                        step.application() + "(" + ShownArguments.of(step.application(), step.arguments()) + ")")
                .orElse("");
    }

    private String slices() {
        return layout.instancesOf(Service.MEDIA_RELAY).stream()
                .flatMap(relay -> relay.rtp().stream())
                .map(PortRange::toString)
                .collect(Collectors.joining(", "));
    }

    /** Ports that no phone on this machine may take. */
    private String inside() {
        return layout.instances().stream()
                .flatMap(instance -> instance.sip().stream().map(sip -> instance.name() + " " + Addresses.text(sip)))
                .collect(Collectors.joining(", ", "SIP among the services: ", ""));
    }

    /** Where a SIP proxy of somebody else finds our relays. */
    private String ng() {
        return layout.instances().stream()
                .flatMap(instance -> instance.ng().stream())
                .map(Addresses::text)
                .collect(Collectors.joining(", "));
    }

    private String http() {
        return layout.instances().stream()
                .map(instance -> instance.name() + " " + instance.httpUrl())
                .collect(Collectors.joining("\n" + row("", "")));
    }
}
