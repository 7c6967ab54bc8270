package io.carillon.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** One account under chan_sip's names. */
final class AccountDetails {
    private static final int WIDTH = 14;

    private AccountDetails() {}

    static List<String> ofPeer(JsonNode peer) {
        Details details = new Details(WIDTH);
        general(peer, details);
        details.add("Dynamic", Json.text(peer, "host").isEmpty() ? "Yes" : "No");
        details.add("Mailbox", String.join(",", Json.texts(peer.path("mailboxes"))));
        details.add("Max contacts", peer.path("maxContacts").asText());
        details.add("Force rport", peer.path("forceRport").asText());
        details.add("Symmetric RTP", peer.path("symmetricMedia").asText());
        details.add("DirectMedia", words(peer.path("directMedia"), "no"));
        details.add("DTMFmode", peer.path("dtmfMode").asText());
        details.add("Codecs", "(" + String.join("|", Json.texts(peer.path("codecs"))) + ")");
        details.add("Defaultuser", setting(peer, "defaultuser").orElse(""));
        details.add("Qualify", setting(peer, "qualify_ms").map(ms -> ms + " ms").orElse("no"));
        details.add("Status", peer.path("status").asText());
        if (peer.path("bindings").isEmpty()) {
            details.add("Addr->IP", "(null)");
        }
        for (JsonNode binding : peer.path("bindings")) {
            details.add(
                    "Addr->IP",
                    binding.path("address").asText() + ":"
                            + binding.path("port").asText() + " ("
                            + binding.path("transport").asText() + ")");
            details.add("Reg. Contact", binding.path("contact").asText());
            details.add("Useragent", binding.path("userAgent").asText(""));
            details.add("Expires", binding.path("expires").asText());
        }
        return details.lines();
    }

    static List<String> ofUser(JsonNode user) {
        Details details = new Details(WIDTH);
        general(user, details);
        details.add("Codec Order", "(" + String.join("|", Json.texts(user.path("codecs"))) + ")");
        return details.lines();
    }

    private static void general(JsonNode account, Details details) {
        details.add("Name", account.path("name").asText());
        details.add("Type", account.path("type").asText());
        details.add("Origin", account.path("origin").asText().equals("file") ? "sip.conf" : "HTTP");
        details.add("Secret", account.path("hasSecret").asBoolean() ? "<Set>" : "<Not set>");
        details.add("Context", account.path("context").asText());
        details.add("Language", account.path("language").asText(""));
        details.add(
                "Callerid",
                "\"" + account.path("callerName").asText("") + "\" <"
                        + account.path("callerNumber").asText("") + ">");
        details.add("ACL", setting(account, "access").isPresent() ? "Yes" : "No");
        details.add("Call limit", setting(account, "call_limit").orElse("0"));
    }

    private static Optional<String> setting(JsonNode account, String name) {
        JsonNode value = account.path("settings").path(name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.asText());
    }

    private static String words(JsonNode array, String none) {
        return array.isEmpty() ? none : String.join(",", Json.texts(array));
    }
}
