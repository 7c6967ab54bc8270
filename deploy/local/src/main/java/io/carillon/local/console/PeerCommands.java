package io.carillon.local.console;

import static io.carillon.local.console.Table.Column.left;
import static io.carillon.local.console.Table.Column.right;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code sip show peers} and {@code users}: accounts as the registrar has them, and whether the proxies reach them. */
final class PeerCommands {
    private static final String UNMONITORED = "Unmonitored";

    private final Services services;

    PeerCommands(Services services) {
        this.services = services;
    }

    List<Command> commands() {
        return List.of(
                Command.of(
                        "sip show peers [like PATTERN]",
                        "the accounts that can be called, and where they are",
                        words -> peers(words.size() == 5 ? words.get(4) : "")),
                Command.of("sip show peer PEER", "one of them, without its password", words -> peer(words.get(3))),
                Command.of("sip show users", "the accounts that may call", _ -> users()),
                Command.of("sip show user USER", "one of them, without its password", words -> user(words.get(3))));
    }

    /** For completion. */
    List<String> names() throws NoAnswer, InterruptedException {
        return accounts().stream().map(account -> account.path("name").asText()).toList();
    }

    private List<JsonNode> accounts() throws NoAnswer, InterruptedException {
        return fromRegistrar("/accounts", "accounts");
    }

    /** Registrars share one database: the first that answers will do. */
    private List<JsonNode> fromRegistrar(String path, String field) throws NoAnswer, InterruptedException {
        NoAnswer last = new NoAnswer("No registrar was asked.");
        for (URI registrar : services.registrars()) {
            try {
                return services.pages(registrar, path, field);
            } catch (NoAnswer silent) {
                last = silent;
            }
        }
        throw last;
    }

    /** By account; of several proxies, the one that knows it best. */
    private Map<String, String> qualified() throws NoAnswer, InterruptedException {
        Map<String, String> statuses = new HashMap<>();
        for (URI proxy : services.proxies()) {
            for (JsonNode entry : Services.body(services.get(proxy, "/qualify"))) {
                statuses.merge(
                        entry.path("account").asText(),
                        entry.path("status").asText(),
                        (one, other) -> one.startsWith("UNKNOWN") ? other : one);
            }
        }
        return statuses;
    }

    private Answer peers(String pattern) throws NoAnswer, InterruptedException {
        Predicate<String> wanted = like(pattern);
        Map<String, JsonNode> places = new HashMap<>();
        fromRegistrar("/peers", "peers")
                .forEach(peer -> places.put(peer.path("name").asText(), peer));
        Map<String, String> statuses = qualified();
        List<JsonNode> shown = new ArrayList<>();
        for (JsonNode account : accounts()) {
            String name = account.path("name").asText();
            if (!account.path("type").asText().equals("user") && wanted.test(name)) {
                ObjectNode peer = account.deepCopy();
                peer.set("contacts", places.getOrDefault(name, Json.object()).path("contacts"));
                peer.put("status", statuses.getOrDefault(name, UNMONITORED));
                shown.add(peer);
            }
        }
        Table table = new Table(
                left("Name/username", 25),
                left("Host", 39),
                left("Dyn", 3),
                left("Forcerport", 10),
                left("Comedia", 10),
                left("ACL", 3),
                left("Port", 8),
                left("Status", 11),
                left("Description", 0));
        shown.forEach(peer -> rows(peer, table));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(total(shown));
        return Answer.of(Json.object().set("peers", Json.array(shown)), lines);
    }

    private static Predicate<String> like(String pattern) throws NoAnswer {
        try {
            return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).asPredicate();
        } catch (PatternSyntaxException wrong) {
            throw new NoAnswer("'" + pattern + "' is no regular expression: " + wrong.getDescription() + ".");
        }
    }

    /** One a contact; one for who has none. */
    private static void rows(JsonNode peer, Table table) {
        List<JsonNode> contacts = Json.list(peer.path("contacts"));
        if (contacts.isEmpty()) {
            row(peer, "(Unspecified)", "0", table);
        }
        contacts.forEach(contact ->
                row(peer, contact.path("address").asText(), contact.path("port").asText(), table));
    }

    private static void row(JsonNode peer, String host, String port, Table table) {
        String name = peer.path("name").asText();
        table.row(
                Json.text(peer.path("settings"), "defaultuser")
                        .map(user -> name + "/" + user)
                        .orElse(name),
                host,
                isDynamic(peer) ? " D" : "",
                yes(peer.path("forceRport").asText()),
                yes(peer.path("symmetricMedia").asText()),
                hasAccessList(peer) ? " A" : "",
                port,
                peer.path("status").asText(),
                Json.text(peer, "callerName").orElse(""));
    }

    private static boolean isDynamic(JsonNode account) {
        return Json.text(account, "host").isEmpty();
    }

    private static boolean hasAccessList(JsonNode account) {
        return account.path("settings").has("access");
    }

    private static String yes(String word) {
        return switch (word) {
            case "yes" -> "Yes";
            case "detect" -> "Auto";
            default -> "No";
        };
    }

    private static String total(List<JsonNode> peers) {
        long monitored = peers.stream().filter(PeerCommands::isMonitored).count();
        long reached = peers.stream()
                .filter(peer ->
                        isMonitored(peer) && peer.path("status").asText().matches("(OK|LAGGED).*"))
                .count();
        long there = peers.stream()
                .filter(peer -> !isMonitored(peer) && !peer.path("contacts").isEmpty())
                .count();
        return peers.size() + " sip peers [Monitored: " + reached + " online, " + (monitored - reached)
                + " offline Unmonitored: " + there + " online, " + (peers.size() - monitored - there) + " offline]";
    }

    private static boolean isMonitored(JsonNode peer) {
        return !peer.path("status").asText().equals(UNMONITORED);
    }

    private Answer peer(String name) throws NoAnswer, InterruptedException {
        Optional<JsonNode> account = account(name);
        if (account.isEmpty() || account.get().path("type").asText().equals("user")) {
            return Answer.said("Peer " + Table.printable(name) + " not found.", false);
        }
        JsonNode bindings = Services.body(services.any(
                services.registrars(),
                "GET",
                "/accounts/" + Services.encoded(account.get().path("name").asText()) + "/bindings",
                Optional.empty()));
        ObjectNode peer = account.get().deepCopy();
        peer.set("bindings", bindings);
        peer.put("status", qualified().getOrDefault(name, UNMONITORED));
        return Answer.of(peer, AccountDetails.ofPeer(peer));
    }

    private Optional<JsonNode> account(String name) throws NoAnswer, InterruptedException {
        Services.Reply reply =
                services.any(services.registrars(), "GET", "/accounts/" + Services.encoded(name), Optional.empty());
        return reply.status() == 404 ? Optional.empty() : Optional.of(Services.body(reply));
    }

    private Answer users() throws NoAnswer, InterruptedException {
        List<JsonNode> users = accounts().stream()
                .filter(account -> !account.path("type").asText().equals("peer"))
                .toList();
        Table table = new Table(
                left("Username", 25),
                left("Secret", 15),
                left("Accountcode", 15),
                left("Def.Context", 15),
                left("ACL", 5),
                right("Forcerport", 10));
        users.forEach(user -> table.row(
                user.path("name").asText(),
                user.path("hasSecret").asBoolean() ? "<Set>" : "<Not set>",
                "",
                user.path("context").asText(),
                hasAccessList(user) ? "Yes" : "No",
                yes(user.path("forceRport").asText())));
        return Answer.of(Json.object().set("users", Json.array(users)), table.lines());
    }

    private Answer user(String name) throws NoAnswer, InterruptedException {
        Optional<JsonNode> account = account(name);
        if (account.isEmpty() || account.get().path("type").asText().equals("peer")) {
            return Answer.said("User " + Table.printable(name) + " not found.", false);
        }
        return Answer.of(account.get(), AccountDetails.ofUser(account.get()));
    }
}
