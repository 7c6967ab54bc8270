package io.carillon.local;

import java.util.List;
import java.util.stream.Stream;

/**
 * Ties a child process to the launcher: a small shell beside it reads the child's standard input, a pipe that the
 * launcher holds open. When the pipe ends, because the launcher closed it or was killed, the shell asks the child to
 * stop, and seconds later makes it. The child itself has the process id that {@link Process#pid} tells.
 *
 * @param ask the signal that stops the child in order
 * @param force the signal for a child that is still there after {@link #PATIENCE_SECONDS}
 */
record Tether(String ask, String force) {
    static final Tether SERVICE = new Tether("TERM", "KILL");
    /** Fast shutdown, then immediate shutdown, from which PostgreSQL recovers at its next start. */
    static final Tether POSTGRESQL = new Tether("INT", "QUIT");

    /** With the launcher killed, nothing may be left after 10 s. */
    private static final int PATIENCE_SECONDS = 6;

    /**
     * The terminal's Ctrl-C and hang-up are the launcher's to handle, so the child ignores them, and where that can be
     * has a session of its own: PostgreSQL listens to Ctrl-C even if it was told to ignore it, and would be gone before the
     * services have written their last. The shell that watches
     * is nobody's child (two forks), so that PostgreSQL does not take it for one of its own.
     */
    private static final String SCRIPT = """
            trap '' INT HUP
            ask=$1 force=$2 patience=$3
            shift 3
            exec 3<&0
            ( (
              exec >/dev/null 2>&1
              read -r end <&3
              kill -s $ask $$
              while [ $patience -gt 0 ]; do
                kill -s 0 $$ || exit 0
                sleep 1
                patience=$((patience - 1))
              done
              kill -s $force $$
            ) & )
            if command -v setsid >/dev/null; then
              exec setsid "$@" <&3 3<&-
            fi
            exec "$@" <&3 3<&-
            """;

    List<String> tie(List<String> command) {
        return Stream.concat(
                        Stream.of("sh", "-c", SCRIPT, "carillon-tether", ask, force, "" + PATIENCE_SECONDS),
                        command.stream())
                .toList();
    }
}
