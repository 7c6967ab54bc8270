package io.carillon.proxy;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How much one answer may list. */
final class PageLimit {
    static final String DEFAULT = "100";
    /** Some 500 KB of JSON. */
    private static final int MOST = 500;

    private PageLimit() {}

    static boolean isValid(int limit) {
        return limit >= 1 && limit <= MOST;
    }

    static Response refuse() {
        return Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity("limit is from 1 to " + MOST + ".")
                .build();
    }
}
