package io.carillon.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files ({@code -Dgolden=write} writes them anew), the schemas and the AsyncAPI document say the same. */
class FactJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Path SCHEMA_FILES = Path.of("src/main/resources/fact-schemas");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<Fact> examples() {
        return Examples.all();
    }

    static Stream<String> names() {
        return Arrays.stream(Fact.class.getPermittedSubclasses())
                .flatMap(topic -> Arrays.stream(topic.getPermittedSubclasses()))
                .map(Class::getSimpleName);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_fact_is_written_as_its_golden_file_says(Fact fact) throws IOException {
        String pretty = JSON.readTree(FactJson.encode(fact)).toPrettyString() + "\n";
        Path golden = GOLDEN.resolve(fact.name() + ".json");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, pretty);
        }

        assertThat(pretty).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_fact_that_was_written_is_read_back_whole(Fact fact) {
        assertThat(FactJson.decode(FactJson.encode(fact))).contains(fact);
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_fact_has_a_golden_file_that_its_schema_allows(String name) throws IOException {
        String golden = Files.readString(GOLDEN.resolve(name + ".json"));

        assertThat(schema("event").validate(golden, InputFormat.JSON)).isEmpty();
        assertThat(schema(name).validate(data(golden).toString(), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_schema_describes_every_field_of_its_fact_and_no_other(String name) throws IOException {
        JsonNode data = data(Files.readString(GOLDEN.resolve(name + ".json")));

        JsonNode described =
                JSON.readTree(SCHEMA_FILES.resolve(name + ".json").toFile()).path("properties");

        assertThat(fields(described)).isEqualTo(fields(data));
    }

    @Test
    void a_schema_refuses_a_fact_that_lacks_a_field() throws IOException {
        JsonNode data = data(Files.readString(GOLDEN.resolve("CallEnded.json")));
        ((ObjectNode) data.path("callerLeg").path("media")).remove("packetsLost");

        assertThat(schema("CallEnded").validate(data.toString(), InputFormat.JSON))
                .hasSize(1);
    }

    @Test
    void the_asyncapi_document_lists_every_fact_on_its_topic() throws IOException {
        JsonNode document =
                new YAMLMapper().readTree(Path.of("../docs/asyncapi.yaml").toFile());
        List<String> missing = Examples.all()
                .filter(fact -> !isListed(document, fact))
                .map(Fact::name)
                .toList();

        assertThat(missing).isEmpty();
        assertThat(fields(document.path("components").path("messages"))).isEqualTo(names().collect(Collectors.toSet()));
    }

    private static boolean isListed(JsonNode document, Fact fact) {
        String channel = fact.topic().topicName().substring("carillon.".length());
        JsonNode topic = document.path("channels").path(channel);
        JsonNode message = document.path("components").path("messages").path(fact.name());
        JsonNode own = message.path("payload").path("allOf").path(1).path("properties");
        String schema = own.path("data").path("$ref").asText();
        return topic.path("address").asText().equals(fact.topic().topicName())
                && topic.path("messages").has(fact.name())
                && own.path("type").path("const").asText().equals("io.carillon." + fact.name())
                && Files.exists(Path.of("../docs").resolve(schema));
    }

    @Test
    void what_is_absent_is_left_out() {
        CallFact.CallAnswered byThePlan =
                new CallFact.CallAnswered("call", Instant.EPOCH, Optional.empty(), "Playback");

        assertThat(FactJson.encode(byThePlan)).doesNotContain("callee").doesNotContain("null");
        assertThat(FactJson.decode(FactJson.encode(byThePlan))).contains(byThePlan);
    }

    @Test
    void a_fact_of_a_later_version_is_passed_over_and_its_new_fields_too() {
        String known = FactJson.encode(new VoicemailFact.MessageHeard("m1", Instant.EPOCH, "1000@default"));

        assertThat(FactJson.decode(known.replace("MessageHeard", "MessageForwarded")))
                .isEmpty();
        assertThat(FactJson.decode(known.replace("\"mailbox\"", "\"mood\":\"good\",\"mailbox\"")))
                .isPresent();
    }

    @Test
    void what_is_no_event_is_refused() {
        assertThatThrownBy(() -> FactJson.decode("no JSON")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ids_sort_by_time_and_are_of_version_7() {
        String earlier = FactId.at(Instant.ofEpochMilli(1_000_000));
        String later = FactId.at(Instant.ofEpochMilli(1_000_001));

        assertThat(earlier).isLessThan(later);
        assertThat(UUID.fromString(earlier).version()).isEqualTo(7);
        assertThat(UUID.fromString(earlier).variant()).isEqualTo(2);
    }

    @Test
    void every_record_that_json_is_made_of_is_registered_for_native_executables() {
        Set<Class<?>> written = new HashSet<>();
        Arrays.stream(Fact.class.getPermittedSubclasses())
                .flatMap(topic -> Arrays.stream(topic.getPermittedSubclasses()))
                .forEach(fact -> collect(fact, written));

        Set<Class<?>> registered = Arrays.stream(FactJson.class
                        .getAnnotation(RegisterForReflection.class)
                        .targets())
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
                .collect(Collectors.toSet());
        assertThat(written).contains(CallFact.CallEnded.class, CallLeg.class).isSubsetOf(registered);
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, found));
        } else if (type instanceof Class<?> one
                && one.getName().startsWith("io.carillon.")
                && found.add(one)
                && one.isRecord()) {
            Arrays.stream(one.getRecordComponents()).forEach(part -> collect(part.getGenericType(), found));
        }
    }

    private static Schema schema(String name) {
        return SCHEMAS.getSchema(SchemaLocation.of("classpath:fact-schemas/" + name + ".json"));
    }

    private static JsonNode data(String event) throws IOException {
        return JSON.readTree(event).path("data");
    }

    private static Set<String> fields(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
