package io.carillon.voicemail.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.voicemail.mailbox.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A purpose as it waits in the database for the recording's end, whoever finishes it. */
final class PurposeJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "kind";
    private static final String MESSAGE = "message";
    private static final String GREETING = "greeting";
    private static final String COMMENT = "comment";

    private PurposeJson() {}

    static String of(Purpose purpose) {
        ObjectNode node = JSON.createObjectNode();
        switch (purpose) {
            case Purpose.Message(Caller caller, String callId, boolean urgent, List<Mailbox.Key> copies) -> {
                node.put(KIND, MESSAGE).put("callId", callId).put("urgent", urgent);
                caller.name().ifPresent(name -> node.put("name", name));
                caller.number().ifPresent(number -> node.put("number", number));
                caller.account().ifPresent(account -> node.put("account", account));
                ArrayNode list = node.putArray("copies");
                copies.forEach(
                        box -> list.addObject().put("context", box.context()).put("number", box.number()));
            }
            case Purpose.Greeting(Greeting.Kind kind) ->
                node.put(KIND, GREETING).put("greeting", kind.name());
            case Purpose.Comment() -> node.put(KIND, COMMENT);
        }
        // A caller id may hold a NUL, which jsonb cannot.
        return node.toString().replace("\\u0000", "");
    }

    static Purpose read(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return switch (node.path(KIND).asText()) {
                case MESSAGE ->
                    new Purpose.Message(
                            new Caller(field(node, "name"), field(node, "number"), field(node, "account")),
                            node.path("callId").asText(),
                            node.path("urgent").asBoolean(),
                            copies(node.path("copies")));
                case GREETING ->
                    new Purpose.Greeting(
                            Greeting.Kind.valueOf(node.path("greeting").asText()));
                case COMMENT -> new Purpose.Comment();
                default -> throw new IllegalStateException("a recording has an unknown purpose: " + text);
            };
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a recording has a purpose that is no JSON", broken);
        }
    }

    private static Optional<String> field(JsonNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(node.path(name).asText()) : Optional.empty();
    }

    private static List<Mailbox.Key> copies(JsonNode list) {
        List<Mailbox.Key> boxes = new ArrayList<>();
        list.forEach(box -> boxes.add(
                new Mailbox.Key(box.path("context").asText(), box.path("number").asText())));
        return boxes;
    }
}
