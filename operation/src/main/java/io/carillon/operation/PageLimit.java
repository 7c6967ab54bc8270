package io.carillon.operation;

import io.carillon.operation.HttpProblem.FieldError;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How much one answer may list. */
public final class PageLimit {
    public static final String DEFAULT = "100";
    /** Some 200 to 500 KB of JSON. */
    private static final int MOST = 500;

    private PageLimit() {}

    public static boolean isValid(int limit) {
        return limit >= 1 && limit <= MOST;
    }

    /** What to read on after; empty at the end. */
    public static <T> Optional<String> next(List<T> page, int limit, Function<T, String> name) {
        return page.size() < limit ? Optional.empty() : Optional.of(name.apply(page.getLast()));
    }

    public static Response refuse() {
        return refuse(MOST);
    }

    /** @param most what may be asked for instead */
    public static Response refuse(int most) {
        return HttpProblem.of(
                400, "the page is not valid", List.of(new FieldError("limit", "must be from 1 to " + most)));
    }
}
