package io.carillon.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is said of a file that was read again: what is wrong with it, or what changed and who obeys it by now. */
final class Reloads {
    /** Behind a sentence about a log. */
    static final String WHERE = "; see `./carillon logs proxy --follow`, with this one's --data if it has one";

    /** Every replica has a new revision within five seconds; a slow machine may take a little longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Services services;

    Reloads(Services services) {
        this.services = services;
    }

    /** Where and what, as compilers say it. */
    static List<String> remarks(JsonNode remarks) {
        return Json.list(remarks).stream()
                .map(remark -> Table.printable(
                        remark.path("file").asText() + ":" + remark.path("line").asText() + ":"
                                + remark.path("column").asText() + ": "
                                + remark.path("severity").asText() + ": "
                                + remark.path("message").asText()))
                .toList();
    }

    static void names(String what, List<String> names, int count, List<String> lines) {
        if (count > 0) {
            String more = count > names.size() ? ", … and " + (count - names.size()) + " more" : "";
            lines.add("  " + what + ": " + Table.printable(String.join(", ", names)) + more);
        }
    }

    static Answer refused(String file, Services.Reply reply) throws NoAnswer {
        if (reply.status() != 422) {
            Services.body(reply);
        }
        List<String> lines = new ArrayList<>(remarks(reply.body().path("errors")));
        lines.addAll(remarks(reply.body().path("warnings")));
        lines.add(file + " is not taken; the configuration in use stays");
        return new Answer(reply.body(), lines, false);
    }

    /**
     * Waits until those who follow the file obey this revision, and says so.
     *
     * @param followers asked which revisions are in force there
     */
    Answer taken(String file, JsonNode body, List<URI> followers, List<String> lines)
            throws NoAnswer, InterruptedException {
        long revision = body.path("revision").asLong();
        long end = System.nanoTime() + PATIENCE.toNanos();
        int obeying = obeying(file, revision, followers);
        while (obeying < followers.size() && System.nanoTime() < end) {
            Thread.sleep(POLL);
            obeying = obeying(file, revision, followers);
        }
        lines.add("Revision " + revision + " is in force at " + obeying + " of " + followers.size()
                + (followers.size() == 1 ? " process" : " processes") + ", for new calls");
        ObjectNode json = body.deepCopy();
        json.put("inForceAt", obeying).put("processes", followers.size());
        return new Answer(json, lines, obeying == followers.size());
    }

    private int obeying(String file, long revision, List<URI> followers) throws NoAnswer, InterruptedException {
        int obeying = 0;
        for (URI follower : followers) {
            JsonNode inForce = Services.body(services.get(follower, "/configuration"));
            obeying += inForce.path("revisions").path(file).asLong() >= revision ? 1 : 0;
        }
        return obeying;
    }
}
