package io.carillon.testkit.realphones;

import io.carillon.testkit.Watch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs beside the test: its output line by line, what is typed into it, and its end. A virtual thread
 * reads; the test's thread waits.
 */
final class PhoneProcess implements AutoCloseable {

    /** Enough to see what went wrong. */
    private static final int LINES_SHOWN = 80;

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(3);

    private static final Duration PATIENCE_BETWEEN_QUESTIONS = Duration.ofMillis(300);

    private final String name;
    private final Process process;
    private final Writer input;
    private final Watch watch = new Watch();
    private final List<String> lines = new ArrayList<>();

    private PhoneProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        follow(process.getInputStream());
    }

    static PhoneProcess start(String name, Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new PhoneProcess(name, builder.start());
    }

    /** Lines of another stream of the same program are added to its output. */
    void follow(InputStream stream) {
        Thread.ofVirtual().name(name + "-output").start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    heard(line);
                }
            } catch (IOException closed) {
                heard("(" + closed.getMessage() + ")");
            }
        });
    }

    void heard(String line) {
        watch.update(() -> lines.add(line));
    }

    void type(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not listen any more\n" + this, e);
        }
    }

    /** How many lines there are; what happens from now on stands after them. */
    int mark() {
        return watch.read(lines::size);
    }

    /** Waits for a line with this text, at or after a {@link #mark()}. */
    String await(String text, int from, Duration limit) {
        watch.await(
                name + " to say \"" + text + "\"",
                limit,
                () -> find(text, from) >= 0 || !process.isAlive(),
                this::toString);
        int found = watch.read(() -> find(text, from));
        if (found < 0) {
            throw new AssertionError(name + " ended before it said \"" + text + "\"\n" + this);
        }
        return watch.read(() -> lines.get(found));
    }

    /** Types a question, again and again, until this text is among the answers: for a program that tells nothing unasked. */
    void ask(String question, String answer, Duration limit) {
        int from = mark();
        Watch.until(
                name + " to answer \"" + answer + "\" to " + question,
                limit,
                () -> {
                    type(question);
                    return watch.holdsWithin(PATIENCE_BETWEEN_QUESTIONS, () -> find(answer, from) >= 0);
                },
                this::toString);
    }

    boolean says(String text) {
        return watch.read(() -> find(text, 0)) >= 0;
    }

    /** Waits for the program's own end. */
    int awaitExit(Duration limit) {
        Watch.until(name + " to end", limit, () -> !process.isAlive(), this::toString);
        return process.exitValue();
    }

    OptionalInt exitValue() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private int find(String text, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        return -1;
    }

    /** The last of its output. */
    @Override
    public String toString() {
        return watch.read(() ->
                String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())));
    }
}
