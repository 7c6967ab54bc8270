package io.carillon.facts.revision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sources of a revision as the column {@code sources} holds them, and their digest. */
final class SourceJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SourceJson() {}

    /** An array, for an object of the type jsonb forgets the order. */
    static String write(Map<String, String> sources) {
        ArrayNode array = MAPPER.createArrayNode();
        sources.forEach((name, text) -> array.addObject().put("name", name).put("text", text));
        return array.toString();
    }

    static Map<String, String> read(String json) {
        try {
            Map<String, String> sources = new LinkedHashMap<>();
            for (JsonNode source : MAPPER.readTree(json)) {
                sources.put(source.path("name").asText(), source.path("text").asText());
            }
            return sources;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the database holds a revision that is not JSON", broken);
        }
    }

    static String sha256(Map<String, String> sources) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // As JSON, for it keeps names and texts apart.
            return HexFormat.of().formatHex(digest.digest(write(sources).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
