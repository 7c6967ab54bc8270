package io.carillon.local;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Progress on standard output: on a terminal one line that is written over, with the seconds that have passed; elsewhere
 * a line whenever something else is being done. Safe for use by several threads.
 */
final class Terminal implements Progress {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean interactive;
    private Instant start = Instant.now();
    private String doing = "";
    private boolean stopping;

    Terminal(PrintStream out) {
        this.out = out;
        this.interactive = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
    }

    /** What others are doing is of no interest any more. */
    synchronized void stopping() {
        start = Instant.now();
        doing("Stopping");
        stopping = true;
    }

    @Override
    public synchronized void doing(String what) {
        if (stopping) {
            return;
        }
        if (interactive) {
            out.print(ERASE_LINE + what + " (" + elapsed() + ")");
            out.flush();
        } else if (!what.equals(doing)) {
            out.println(what);
        }
        doing = what;
    }

    @Override
    public synchronized void say(String line) {
        erase();
        out.println(line);
        out.flush();
    }

    private void erase() {
        if (interactive && !doing.isEmpty()) {
            out.print(ERASE_LINE);
        }
        doing = "";
    }

    String elapsed() {
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }
}
