package io.carillon.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a command says.
 *
 * @param json for programs
 * @param lines for people
 * @param ok whether what was asked for is done
 */
record Answer(JsonNode json, List<String> lines, boolean ok) {
    Answer {
        lines = List.copyOf(lines);
    }

    static Answer of(JsonNode json, List<String> lines) {
        return new Answer(json, lines, true);
    }

    /** One sentence, for both. */
    static Answer said(String sentence, boolean ok) {
        return new Answer(Json.object().put("message", sentence), List.of(sentence), ok);
    }
}
