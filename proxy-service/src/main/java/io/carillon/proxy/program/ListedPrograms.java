package io.carillon.proxy.program;

import io.carillon.protocol.datagram.CarriedThread;
import io.carillon.proxy.dialplan.Programs;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The programs that {@code carillon.dialplan.programs} lists, one command each. A command of the plan must be one of
 * these word for word; a {@code *} stands for one argument that is not an option. They run without a shell, with
 * no input, nothing of this process's environment, and for a bounded time; what they print is dropped. The call's virtual
 * thread waits for a thread of their own.
 */
public final class ListedPrograms implements Programs {
    /** A call waits for it, and its caller hears nothing. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final String ANY = "*";
    private static final File NOTHING = new File("/dev/null");

    private final List<List<String>> listed;
    private final Duration longest;

    /** @param commands as an administrator writes them, words separated by blanks */
    public ListedPrograms(List<String> commands) {
        this(commands, LONGEST);
    }

    ListedPrograms(List<String> commands, Duration longest) {
        this.listed = commands.stream()
                .map(command -> Arrays.asList(command.strip().split("\\s+")))
                .filter(command ->
                        !command.getFirst().isEmpty() && !command.getFirst().equals(ANY))
                .toList();
        this.longest = longest;
    }

    @Override
    public Result run(List<String> command) {
        return listed.stream().anyMatch(known -> covers(known, command)) ? startApart(command) : new Result.NotListed();
    }

    /**
     * To make a process holds whoever does it for milliseconds, and the call's thread may be carried by the signalling loop, as
     * would be each virtual thread that it starts.
     */
    private Result startApart(List<String> command) {
        return CarriedThread.join(CompletableFuture.supplyAsync(
                () -> start(command),
                task -> Thread.ofPlatform().daemon().name("program").start(task)));
    }

    private static boolean covers(List<String> listed, List<String> command) {
        if (listed.size() != command.size()) {
            return false;
        }
        for (int i = 0; i < command.size(); i++) {
            String word = command.get(i);
            // What stands for an argument must not become an option of the program.
            boolean covered = listed.get(i).equals(ANY)
                    ? !word.startsWith("-") && word.indexOf('\0') < 0
                    : listed.get(i).equals(word);
            if (!covered) {
                return false;
            }
        }
        return true;
    }

    private Result start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        try {
            Process process = builder.start();
            return end(process);
        } catch (IOException absent) {
            return new Result.Failed("it could not be started: " + absent.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Result.Failed("Carillon is stopping");
        }
    }

    private Result end(Process process) throws InterruptedException {
        try {
            return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)
                    ? new Result.Ended(process.exitValue())
                    : new Result.Failed("it did not end within " + longest.toSeconds() + " s");
        } finally {
            process.destroyForcibly();
        }
    }
}
