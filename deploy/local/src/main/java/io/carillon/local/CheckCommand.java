package io.carillon.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.config.Problem;
import io.carillon.config.Remark;
import io.carillon.config.Sources;
import io.carillon.local.check.ConfigurationCheck;
import io.carillon.prompts.Library;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: what the services would say of a configuration. Status 0 without errors, 1 with, 2 for wrong usage. */
@Command(
        name = "check",
        description = "Reads sip.conf, extensions.conf, rtp.conf and voicemail.conf as the services do, offline.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "where the files are")
    private @Nullable Path directory;

    @Option(names = "--strict", description = "warnings fail, too")
    private boolean strict;

    @Option(
            names = "--sounds",
            paramLabel = "DIR",
            description = "where your recordings are (default: sounds beside the files)")
    private @Nullable Path sounds;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    /** What programs read. */
    record Report(boolean ok, long errors, long warnings, List<Remark> problems) {}

    @Override
    public Integer call() throws JsonProcessingException {
        if (directory == null || !Files.isDirectory(directory)) {
            System.err.println(directory + " is no directory: name the one of sip.conf and extensions.conf.");
            return CommandLine.ExitCode.USAGE;
        }
        List<Problem> problems = ConfigurationCheck.of(Sources.directory(directory), library(directory));
        long errors = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
        long warnings = problems.size() - errors;
        boolean ok = errors == 0 && (warnings == 0 || !strict);
        if (json) {
            Report report = new Report(ok, errors, warnings, Remark.of(problems));
            System.out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(report));
        } else {
            problems.forEach(problem -> System.out.println(Configuration.line(directory, problem)));
            if (errors > 0) {
                System.out.println(
                        "Prompts, expressions and what the files say of each other are looked at where a file"
                                + " has no errors: there may be more to tell.");
            }
            System.out.println(count(errors, "error") + ", " + count(warnings, "warning"));
        }
        return ok ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** What a relay that is started on the same directory would play. */
    private Library library(Path directory) {
        return Library.with(sounds != null ? sounds : directory.resolve("sounds"));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
