package io.carillon.local.console;

import static io.carillon.local.console.Table.Column.left;
import static io.carillon.local.console.Table.Column.right;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rest of {@code sip …}: our registrations, reload, and the messages in the log. */
final class SipCommands {
    private final Services services;
    private final Reloads reloads;

    SipCommands(Services services, Reloads reloads) {
        this.services = services;
        this.reloads = reloads;
    }

    List<Command> commands() {
        return List.of(
                Command.of("sip show registry", "our registrations with providers", _ -> registry()),
                Command.of("sip reload", "reads sip.conf again, for new calls", _ -> reload()),
                Command.of(
                        "sip set debug on|off",
                        "all SIP messages in the proxies' logs, or none",
                        words -> debug(words.get(3), Optional.empty())),
                Command.of(
                        "sip set debug ip ADDRESS",
                        "those from and to an address",
                        words -> debug("ip", Optional.of(words.get(4)))),
                Command.of(
                        "sip set debug peer PEER",
                        "those of an account",
                        words -> debug("peer", Optional.of(words.get(4)))));
    }

    private Answer registry() throws NoAnswer, InterruptedException {
        List<JsonNode> entries = new ArrayList<>();
        for (URI proxy : services.proxies()) {
            entries.addAll(Json.list(Services.body(services.get(proxy, "/registry"))));
        }
        Table table = new Table(
                left("Host", 39),
                left("dnsmgr", 6),
                left("Username", 12),
                right("Refresh", 8),
                left("State", 20),
                left("Reg.Time", 25));
        entries.forEach(entry -> table.row(
                entry.path("host").asText(),
                "N",
                entry.path("username").asText(),
                Json.text(entry, "refresh").orElse(""),
                entry.path("state").asText()
                        + Json.text(entry, "status")
                                .map(status -> " (" + status + ")")
                                .orElse(""),
                entry.path("state").asText().equals("Registered")
                        ? entry.path("since").asText()
                        : ""));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(entries.size() + " SIP registrations.");
        return Answer.of(Json.object().set("registry", Json.array(entries)), lines);
    }

    private Answer reload() throws NoAnswer, InterruptedException {
        Services.Reply reply = services.any(services.registrars(), "POST", "/reload", Optional.empty());
        if (!reply.isDone()) {
            return Reloads.refused("sip.conf", reply);
        }
        List<String> lines = new ArrayList<>();
        JsonNode body = reply.body();
        lines.add("sip.conf is revision " + body.path("revision").asLong() + ": "
                + body.path("created").asInt() + " accounts created, "
                + body.path("changed").asInt() + " changed, "
                + body.path("deleted").asInt() + " deleted");
        JsonNode names = body.path("accounts");
        Reloads.names(
                "created",
                Json.texts(names.path("created")),
                body.path("created").asInt(),
                lines);
        Reloads.names(
                "changed",
                Json.texts(names.path("changed")),
                body.path("changed").asInt(),
                lines);
        Reloads.names(
                "deleted",
                Json.texts(names.path("deleted")),
                body.path("deleted").asInt(),
                lines);
        if (body.path("general").asBoolean()) {
            lines.add("  [general] changed");
        }
        if (body.path("registrations").asBoolean()) {
            lines.add("  register => changed");
        }
        lines.addAll(Reloads.remarks(body.path("warnings")));
        List<URI> followers = new ArrayList<>(services.registrars());
        followers.addAll(services.proxies());
        return reloads.taken("sip.conf", body, followers, lines);
    }

    private Answer debug(String scope, Optional<String> value) throws NoAnswer, InterruptedException {
        ObjectNode wanted = Json.object().put("scope", scope.equals("on") ? "all" : scope);
        value.ifPresent(text -> wanted.put("value", text));
        for (URI proxy : services.proxies()) {
            Services.body(services.send(proxy, "PUT", "/sip/debug", Optional.of(wanted)));
        }
        String sentence = switch (scope) {
            case "off" -> "SIP Debugging Disabled";
            case "on" -> "SIP Debugging enabled";
            default -> "SIP Debugging Enabled for " + scope + ": " + value.orElse("");
        };
        String where = scope.equals("off") ? "" : Reloads.WHERE;
        return Answer.said(sentence + " at " + proxies(services.proxies().size()) + where, true);
    }

    static String proxies(int count) {
        return count == 1 ? "1 proxy" : count + " proxies";
    }
}
