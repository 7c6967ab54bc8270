package io.carillon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects what is to be told while a file is read. Bounded, so that a wrong file does not fill a log. */
public final class Problems {
    /** Of each severity. What lies beyond is the same mistake again, or no configuration file at all. */
    public static final int MAX = 200;

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Map<String, Integer> order = new HashMap<>();

    public void error(Position at, String message) {
        add(errors, Problem.error(at, message));
    }

    public void warning(Position at, String message) {
        add(warnings, Problem.warning(at, message));
    }

    private void add(List<Problem> list, Problem problem) {
        order.putIfAbsent(problem.file(), order.size());
        if (list.size() < MAX) {
            list.add(problem);
        } else if (list.size() == MAX) {
            list.add(new Problem(problem.severity(), problem.at(), "and more that are not listed"));
        }
    }

    public boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** The value if no error was met; {@code value} is not asked otherwise. */
    public <T> Reading<T> conclude(Supplier<T> value) {
        return hasErrors()
                ? new Reading.Rejected<>(sorted(errors), sorted(warnings))
                : new Reading.Loaded<>(value.get(), sorted(warnings));
    }

    /** What comes of a file that cannot even be begun. */
    public <T> Reading<T> rejected(Position at, String message) {
        error(at, message);
        return new Reading.Rejected<>(sorted(errors), sorted(warnings));
    }

    private List<Problem> sorted(List<Problem> list) {
        return list.stream()
                .sorted(Comparator.<Problem>comparingInt(problem -> order.getOrDefault(problem.file(), 0))
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .toList();
    }
}
