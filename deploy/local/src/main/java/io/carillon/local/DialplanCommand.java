package io.carillon.local;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dialplan}: what can be asked of a plan with nothing running. */
@Command(
        name = "dialplan",
        description = "Asks a dial plan, offline.",
        mixinStandardHelpOptions = true,
        subcommands = ExplainCommand.class)
final class DialplanCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            CommandLine.usage(spec.commandLine(), System.err);
        }
        return CommandLine.ExitCode.USAGE;
    }
}
