package io.carillon.local;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The engine behind {@code ./carillon}: each sub-command is a class. */
@Command(
        name = "carillon",
        description = "A phone system that reads the Asterisk files people already have.",
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            EventsCommand.class,
            CliCommand.class,
            CheckCommand.class,
            DialplanCommand.class
        })
public final class CarillonMain implements Callable<Integer> {

    @Override
    public Integer call() {
        CommandLine.usage(this, System.err);
        return CommandLine.ExitCode.USAGE;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new CarillonMain()).setExecutionExceptionHandler((failure, command, result) -> {
            switch (failure) {
                case CannotStart cannotStart -> command.getErr().println(cannotStart.sentence());
                case InterruptedException stopped -> command.getErr().flush();
                default -> throw failure;
            }
            return CommandLine.ExitCode.SOFTWARE;
        });
    }
}
