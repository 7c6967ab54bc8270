package io.carillon.protocol.media;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The fields of one JSON object, each to be asked for once; {@link #end} complains about those nobody asked for. */
final class Fields {

    private final String path;
    private final JsonNode node;
    /** A few: they are found sooner one after the other than by their hashes. */
    private final List<String> asked = new ArrayList<>();

    /** Reads an element of a list. */
    @FunctionalInterface
    interface ElementReader<T> {
        T read(Fields fields) throws WrongField;
    }

    Fields(String path, JsonNode node) throws WrongField {
        if (!node.isObject()) {
            throw new WrongField(path, "expected an object");
        }
        this.path = path;
        this.node = node;
    }

    boolean has(String name) {
        return node.has(name);
    }

    String text(String name) throws WrongField {
        return text(name, MediaJson.MAX_TEXT);
    }

    String sdp(String name) throws WrongField {
        return text(name, MediaJson.MAX_SDP);
    }

    Optional<String> optionalText(String name) throws WrongField {
        asked.add(name);
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    SessionId session() throws WrongField {
        return new SessionId(identifier("session", SessionId.MAX_LENGTH));
    }

    LegId leg(String name) throws WrongField {
        return new LegId(identifier(name, LegId.MAX_LENGTH));
    }

    Optional<LegId> optionalLeg(String name) throws WrongField {
        asked.add(name);
        return has(name) ? Optional.of(leg(name)) : Optional.empty();
    }

    char digit(String name) throws WrongField {
        String digit = text(name);
        if (digit.length() != 1 || "0123456789*#ABCD".indexOf(digit.charAt(0)) < 0) {
            throw wrong(name, "expected one of 0-9 * # A-D");
        }
        return digit.charAt(0);
    }

    boolean flag(String name) throws WrongField {
        JsonNode value = required(name);
        if (!value.isBoolean()) {
            throw wrong(name, "expected true or false");
        }
        return value.booleanValue();
    }

    long number(String name) throws WrongField {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "expected an integer of 64 bits");
        }
        return value.longValue();
    }

    Duration millis(String name) throws WrongField {
        return Duration.ofMillis(number(name));
    }

    double real(String name) throws WrongField {
        JsonNode value = required(name);
        if (!value.isNumber()) {
            throw wrong(name, "expected a number");
        }
        return value.doubleValue();
    }

    OptionalDouble optionalReal(String name) throws WrongField {
        asked.add(name);
        return has(name) ? OptionalDouble.of(real(name)) : OptionalDouble.empty();
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) throws WrongField {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw wrong(name, "expected one of " + List.of(type.getEnumConstants()));
    }

    List<String> texts(String name) throws WrongField {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(name, MediaJson.MAX_ELEMENTS)) {
            if (!element.isTextual() || element.textValue().length() > MediaJson.MAX_TEXT) {
                throw wrong(name + "[" + texts.size() + "]", "expected a text of at most " + MediaJson.MAX_TEXT);
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    <T> List<T> objects(String name, int most, ElementReader<T> reader) throws WrongField {
        List<T> objects = new ArrayList<>();
        for (JsonNode element : elements(name, most)) {
            Fields fields = new Fields(pathOf(name) + "[" + objects.size() + "]", element);
            objects.add(reader.read(fields));
            fields.end();
        }
        return objects;
    }

    Fields object(String name) throws WrongField {
        return new Fields(pathOf(name), required(name));
    }

    void end() throws WrongField {
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!asked.contains(name)) {
                throw wrong(name, "unknown field");
            }
        }
    }

    WrongField wrong(String name, String cause) {
        return new WrongField(pathOf(name), cause);
    }

    String text(String name, int most) throws WrongField {
        JsonNode value = required(name);
        if (!value.isTextual()) {
            throw wrong(name, "expected a text");
        }
        if (value.textValue().length() > most) {
            throw wrong(name, "longer than " + most + " characters");
        }
        return value.textValue();
    }

    String identifier(String name, int most) throws WrongField {
        String text = text(name, most);
        if (text.isEmpty()) {
            throw wrong(name, "empty");
        }
        return text;
    }

    private JsonNode elements(String name, int most) throws WrongField {
        JsonNode value = required(name);
        if (!value.isArray()) {
            throw wrong(name, "expected a list");
        }
        if (value.size() > most) {
            throw wrong(name, "more than " + most + " elements");
        }
        return value;
    }

    private JsonNode required(String name) throws WrongField {
        asked.add(name);
        JsonNode value = node.get(name);
        if (value == null) {
            throw wrong(name, "missing");
        }
        return value;
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static final class WrongField extends Exception {
        private static final long serialVersionUID = 1L;

        private final String field;
        private final String cause;

        WrongField(String field, String cause) {
            super(field + ": " + cause, null, false, false);
            this.field = field;
            this.cause = cause;
        }

        String field() {
            return field;
        }

        String cause() {
            return cause;
        }
    }
}
