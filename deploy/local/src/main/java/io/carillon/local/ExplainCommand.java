package io.carillon.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.sip.SipConf;
import io.carillon.prompts.Library;
import io.carillon.proxy.explain.Explainer;
import io.carillon.proxy.explain.Explanation;
import io.carillon.proxy.explain.Phones;
import io.carillon.proxy.explain.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dialplan explain}: what the plan would do with a call. Status 0 however the call ends, 1 if it cannot be told. */
@Command(
        name = "explain",
        description = "Runs the plan for one call in a simulated world and prints each step, with nothing running.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private Where where = new Where();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NUMBER", description = "that is dialled")
    private String number = "";

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description =
                    "of sip.conf and extensions.conf (default: those of the Carillon that runs, else examples/lab)")
    private @Nullable Path configuration;

    @Option(names = "--from", paramLabel = "ACCOUNT", description = "who dials (default: the first that may)")
    private @Nullable String from;

    @Option(names = "--context", paramLabel = "NAME", description = "where the call begins (default: the account's)")
    private @Nullable String context;

    @Option(names = "--busy", paramLabel = "ACCOUNT", split = ",", description = "talks already")
    private List<String> busy = List.of();

    @Option(names = "--offline", paramLabel = "ACCOUNT", split = ",", description = "is not registered")
    private List<String> offline = List.of();

    @Option(names = "--silent", paramLabel = "ACCOUNT", split = ",", description = "rings, and nobody answers")
    private List<String> silent = List.of();

    @Option(
            names = "--digits",
            paramLabel = "KEYS",
            description = "what the caller presses, one key each time the plan listens")
    private String digits = "";

    @Option(names = "--at", paramLabel = "TIME", description = "HH:MM or YYYY-MM-DDTHH:MM (default: now)")
    private @Nullable String at;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Override
    public Integer call() throws CannotStart, IOException {
        if (!digits.matches("[0-9*#A-D]*")) {
            throw wrong("--digits takes the keys 0 to 9, * and #, not '" + digits + "'");
        }
        Path directory = directory();
        Sources sources = Sources.directory(directory);
        SipConf sip = loaded(SipConf.read(sources), directory);
        ExtensionsConf extensions = loaded(ExtensionsConf.read(sources, Explainer.names()), directory);
        Explanation explanation = Explainer.explain(sip, extensions, question(sip), recordings(directory))
                .orElseThrow(() -> new CannotStart("No account of " + directory.resolve(SipConf.FILE)
                        + (from == null ? " may call: give one with --from ACCOUNT." : " is named " + from + ".")));
        print(explanation, directory.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }

    private Question question(SipConf sip) {
        ZoneId zone = ZoneId.systemDefault();
        return new Question(
                number,
                Optional.ofNullable(from),
                Optional.ofNullable(context),
                new Phones(known(busy, sip), known(offline, sip), known(silent, sip)),
                digits,
                at == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : moment(at, zone),
                zone);
    }

    /** A mistyped name would be answered by a phone that the question wanted silent. */
    private Set<String> known(List<String> names, SipConf sip) {
        for (String name : names) {
            if (sip.account(name).isEmpty()) {
                throw wrong("sip.conf has no account '" + name + "'");
            }
        }
        return new LinkedHashSet<>(names);
    }

    private Instant moment(String text, ZoneId zone) {
        try {
            LocalDateTime time = text.contains("T")
                    ? LocalDateTime.parse(text)
                    : LocalTime.parse(text).atDate(LocalDate.now(zone));
            return time.atZone(zone).toInstant();
        } catch (DateTimeParseException notATime) {
            throw wrong("'" + text + "' is no time: HH:MM or YYYY-MM-DDTHH:MM");
        }
    }

    private Path directory() throws IOException {
        if (configuration != null) {
            return configuration;
        }
        return (DataDirectory.isInUse(where.data()) ? RunState.read(where.data()) : Optional.<RunState>empty())
                .map(state -> Path.of(state.configuration()))
                .orElseGet(() -> Where.home().resolve("examples/lab"));
    }

    /** Where a relay that is started on the same directory finds them. */
    private static Optional<Library> recordings(Path directory) {
        return Optional.of(directory.resolve("sounds"))
                .filter(Files::isDirectory)
                .map(Library::with);
    }

    private static <T> T loaded(Reading<T> reading, Path directory) throws CannotStart {
        return switch (reading) {
            case Reading.Loaded<T>(T loaded, var _) -> loaded;
            case Reading.Rejected<T>(var errors, var _) -> throw Configuration.refusal(directory, errors);
        };
    }

    private void print(Explanation explanation, Path directory) throws JsonProcessingException {
        if (json) {
            System.out.println(ExplanationJson.of(explanation, directory));
        } else {
            Stream.concat(Stream.of("Configuration: " + directory), explanation.text().stream())
                    .map(line -> line.replaceAll("\\p{Cntrl}", "?"))
                    .forEach(System.out::println);
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec == null ? CarillonMain.commandLine() : spec.commandLine(), sentence);
    }
}
