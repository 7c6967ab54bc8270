package io.carillon.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Facts as CloudEvents 1.0 in structured JSON mode: the envelope (id, source, type, time, subject, dataschema) and the
 * fact's own fields as {@code data}. Fields that are empty are left out. Times and durations are ISO 8601.
 * Thread-safe.
 */
@RegisterForReflection(
        targets = {
            RegistrationFact.class,
            CallFact.class,
            MediaFact.class,
            VoicemailFact.class,
            ConfigurationFact.class,
            Party.class,
            CallLeg.class,
            MediaFigures.class,
            FactJson.Envelope.class
        })
public final class FactJson {
    /** Content type of a Kafka record that holds a fact. */
    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    private static final String TYPE_PREFIX = "io.carillon.";
    private static final int USUAL_LENGTH = 512;

    private static final Map<String, Class<? extends Fact>> TYPES = List.<Class<? extends Fact>>of(
                    RegistrationFact.BindingAdded.class,
                    RegistrationFact.BindingRemoved.class,
                    RegistrationFact.BindingExpired.class,
                    RegistrationFact.AuthenticationFailed.class,
                    RegistrationFact.LoginsRefused.class,
                    CallFact.CallStarted.class,
                    CallFact.CallRinging.class,
                    CallFact.CallAnswered.class,
                    CallFact.CallTransferred.class,
                    CallFact.UserEvent.class,
                    CallFact.CallEnded.class,
                    MediaFact.LegQuality.class,
                    MediaFact.LegSilent.class,
                    MediaFact.DigitPressed.class,
                    VoicemailFact.MessageLeft.class,
                    VoicemailFact.MessageHeard.class,
                    VoicemailFact.MessageDeleted.class,
                    ConfigurationFact.AccountChanged.class,
                    ConfigurationFact.ConfigurationChanged.class)
            .stream()
            .collect(Collectors.toUnmodifiableMap(type -> TYPE_PREFIX + type.getSimpleName(), Function.identity()));

    /** Keeps the envelope's attributes out of {@code data}. */
    interface Envelope {
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        String id();

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        Instant time();
    }

    private static final ObjectMapper MAPPER = mapper();

    private FactJson() {}

    /** Returns the fact as one line of JSON. */
    public static String encode(Fact fact) {
        StringWriter text = new StringWriter(USUAL_LENGTH);
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("specversion", "1.0");
            json.writeStringField("id", fact.id());
            json.writeStringField("source", fact.topic().source());
            json.writeStringField("type", TYPE_PREFIX + fact.name());
            json.writeStringField("time", fact.time().toString());
            json.writeStringField("subject", fact.key());
            json.writeStringField("datacontenttype", "application/json");
            json.writeStringField("dataschema", "urn:carillon:fact:" + fact.name() + ":1");
            json.writeFieldName("data");
            MAPPER.writeValue(json, fact);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a fact could not be written to memory", impossible);
        }
        return text.toString();
    }

    /**
     * Reads a fact. Fields this version does not know are passed over.
     *
     * @return the fact; empty if its type is unknown here, as those of a newer Carillon are
     * @throws IllegalArgumentException if the text is not a fact
     */
    public static Optional<Fact> decode(String event) {
        try {
            JsonNode envelope = MAPPER.readTree(event);
            Class<? extends Fact> type = TYPES.get(envelope.path("type").asText());
            if (type == null) {
                return Optional.empty();
            }
            if (!(envelope.get("data") instanceof ObjectNode data)) {
                throw new IllegalArgumentException("an event without data: " + envelope.path("type"));
            }
            data.set("id", envelope.get("id"));
            data.set("time", envelope.get("time"));
            return Optional.of(MAPPER.treeToValue(data, type));
        } catch (JsonProcessingException notAFact) {
            throw new IllegalArgumentException("not a fact: " + notAFact.getOriginalMessage(), notAFact);
        }
    }

    private static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addMixIn(Fact.class, Envelope.class)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }
}
