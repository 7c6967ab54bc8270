package io.carillon.registrar;

import io.carillon.registrar.account.AccountForm.FieldError;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** How much one answer may list. */
final class PageLimit {
    static final String DEFAULT = "100";
    /** Some 200 KB of JSON. */
    private static final int MOST = 500;

    private PageLimit() {}

    static boolean isValid(int limit) {
        return limit >= 1 && limit <= MOST;
    }

    static Response refuse() {
        return HttpProblem.of(
                400, "the page is not valid", List.of(new FieldError("limit", "must be from 1 to " + MOST)));
    }
}
