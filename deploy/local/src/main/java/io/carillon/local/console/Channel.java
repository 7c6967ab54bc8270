package io.carillon.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One party of a call, with the call as its proxy tells it, in Asterisk's terms. */
record Channel(URI proxy, JsonNode call, JsonNode itself) {
    String name() {
        return itself.path("name").asText();
    }

    boolean calls() {
        return itself.path("caller").asBoolean();
    }

    /** The caller runs the plan; who is called only listens. */
    String application() {
        return calls() ? call.path("application").asText() : "AppDial";
    }

    String data() {
        return calls() ? call.path("arguments").asText() : "(Outgoing Line)";
    }

    String context() {
        return call.path("context").asText();
    }

    String extension() {
        return calls() ? call.path("extension").asText() : "";
    }

    String priority() {
        return call.path("priority").asText();
    }

    String state() {
        return itself.path("state").asText();
    }

    String location() {
        return calls() ? extension() + "@" + context() + ":" + priority() : "(None)";
    }

    /** The address without its port. */
    String host() {
        return itself.path("address").asText().replaceFirst(":\\d+$", "").replaceAll("[\\[\\]]", "");
    }

    /** {@code (ulaw|alaw)}. */
    String formats() {
        List<String> codecs = Json.texts(itself.path("codecs"));
        return "(" + (codecs.isEmpty() ? "nothing" : String.join("|", codecs)) + ")";
    }

    Duration age(Instant now) {
        return Duration.between(Instant.parse(call.path("began").asText()), now);
    }

    /** The other party's, where both are up. */
    String bridged() {
        return Json.list(call.path("channels")).stream()
                .filter(other ->
                        !other.equals(itself) && other.path("state").asText().equals("Up") && state().equals("Up"))
                .map(other -> other.path("name").asText())
                .findFirst()
                .orElse("");
    }
}
