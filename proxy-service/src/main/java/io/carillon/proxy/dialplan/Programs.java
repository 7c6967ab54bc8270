package io.carillon.proxy.dialplan;

import java.util.List;

/** The programs that {@code System} may run: those that the administrator has listed, and nothing else. */
@FunctionalInterface
public interface Programs {
    /** Nothing is listed. */
    Programs NONE = command -> new Result.NotListed();

    /**
     * Runs a program and waits for its end, for a bounded time.
     *
     * @param command the program and its arguments, as they reach it: no shell looks at them
     */
    Result run(List<String> command);

    /** What became of it. */
    sealed interface Result {
        /** Nothing has been run. */
        record NotListed() implements Result {}

        record Ended(int status) implements Result {}

        /** It could not be started, or did not end in time. */
        record Failed(String why) implements Result {}
    }
}
