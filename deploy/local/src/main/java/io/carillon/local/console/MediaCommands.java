package io.carillon.local.console;

import static io.carillon.local.console.Table.Column.left;
import static io.carillon.local.console.Table.Column.right;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What relays measure and what mailboxes there are. */
final class MediaCommands {
    private final Services services;

    MediaCommands(Services services) {
        this.services = services;
    }

    List<Command> commands() {
        return List.of(
                Command.of("rtp show stats", "each leg at each relay: packets, loss, jitter", _ -> stats()),
                Command.of("voicemail show users", "the mailboxes", _ -> users()),
                Command.of("voicemail reload", "reads voicemail.conf again", _ -> reload()));
    }

    private Answer stats() throws NoAnswer, InterruptedException {
        List<JsonNode> sessions = new ArrayList<>();
        for (URI relay : services.relays()) {
            for (JsonNode session : services.pages(relay, "/sessions", "sessions")) {
                ObjectNode with = session.deepCopy();
                sessions.add(with.put("relay", relay.toString()));
            }
        }
        Table table = new Table(
                left("Call ID", 20),
                left("Leg", 12),
                left("Codec", 8),
                right("Recv: Pack", 10),
                right("Lost", 6),
                right("( %)", 7),
                right("Jitter", 8),
                right("Send: Pack", 10),
                right("RTT", 8),
                right("Silent", 7));
        sessions.forEach(session -> Json.list(session.path("legs")).forEach(leg -> row(session, leg, table)));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(sessions.size() + (sessions.size() == 1 ? " media session" : " media sessions"));
        return Answer.of(Json.object().set("sessions", Json.array(sessions)), lines);
    }

    private static void row(JsonNode session, JsonNode leg, Table table) {
        table.row(
                Json.text(session, "callId").orElse(session.path("id").asText()),
                leg.path("leg").asText(),
                Json.text(leg, "codec").orElse("-"),
                leg.path("packetsReceived").asText(),
                leg.path("lost").asText(),
                String.format(
                        Locale.ROOT, "(%.2f%%)", 100 * leg.path("lossFraction").asDouble()),
                milliseconds(leg.path("jitterMillis").asDouble()),
                leg.path("packetsSent").asText(),
                leg.path("roundTripMillis").isNumber()
                        ? milliseconds(leg.path("roundTripMillis").asDouble())
                        : "-",
                leg.path("silentForSeconds").asText() + " s");
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, "%.1f ms", value);
    }

    private Answer users() throws NoAnswer, InterruptedException {
        List<JsonNode> boxes = new ArrayList<>();
        List<JsonNode> page = page("");
        while (!page.isEmpty()) {
            boxes.addAll(page);
            JsonNode last = page.getLast();
            page = page("?afterContext=" + Services.encoded(last.path("context").asText()) + "&afterNumber="
                    + Services.encoded(last.path("number").asText()));
        }
        Table table =
                new Table(left("Context", 10), left("Mbox", 5), left("User", 25), left("Zone", 10), right("NewMsg", 6));
        boxes.forEach(box -> table.row(
                box.path("context").asText(),
                box.path("number").asText(),
                box.path("name").asText(""),
                box.path("options").path("tz").asText(""),
                box.path("newMessages").asText()));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(boxes.size() + (boxes.size() == 1 ? " voicemail user configured." : " voicemail users configured."));
        return Answer.of(Json.object().set("mailboxes", Json.array(boxes)), lines);
    }

    private Answer reload() throws NoAnswer, InterruptedException {
        Services.Reply reply = services.any(services.voicemails(), "POST", "/voicemail/reload", Optional.empty());
        if (!reply.isDone()) {
            return Reloads.refused("voicemail.conf", reply);
        }
        List<String> lines = new ArrayList<>();
        lines.add("voicemail.conf is revision " + reply.body().path("revision").asLong());
        lines.addAll(Reloads.remarks(reply.body().path("warnings")));
        return Answer.of(reply.body(), lines);
    }

    private List<JsonNode> page(String query) throws NoAnswer, InterruptedException {
        return Json.list(
                Services.body(services.any(services.voicemails(), "GET", "/mailboxes" + query, Optional.empty())));
    }
}
