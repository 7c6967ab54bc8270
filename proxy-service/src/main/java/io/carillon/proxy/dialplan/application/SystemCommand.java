package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Programs;
import io.carillon.proxy.dialplan.Run;
import java.util.List;

/**
 * {@code System(program argument…)} and {@code TrySystem}: runs a program that the administrator has listed, and leaves
 * SYSTEMSTATUS. Everything else is refused, and the log names the line. No shell sees the arguments: what a phone has
 * sent is one argument, or a part of one.
 */
record SystemCommand(String name) implements Application {
    private static final String STATUS = "SYSTEMSTATUS";

    @Override
    public Outcome run(Run run, Arguments arguments) {
        List<String> command = CommandLine.words(arguments.text());
        if (command.isEmpty()) {
            run.warnOnce(name + " takes a command");
            run.set(STATUS, "FAILURE");
            return Outcome.NEXT;
        }
        switch (run.world().programs().run(command)) {
            case Programs.Result.NotListed() -> {
                run.log(name + " is refused: carillon.dialplan.programs does not list " + String.join(" ", command));
                run.set(STATUS, "FAILURE");
            }
            case Programs.Result.Failed(String why) -> {
                run.log(command.getFirst() + " failed: " + why);
                run.set(STATUS, "FAILURE");
            }
            case Programs.Result.Ended(int status) -> run.set(STATUS, status == 0 ? "SUCCESS" : "APPERROR");
        }
        return Outcome.NEXT;
    }
}
