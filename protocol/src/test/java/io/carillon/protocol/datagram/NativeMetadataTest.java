package io.carillon.protocol.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the builder of a native executable is told about {@link Libc}. */
class NativeMetadataTest {
    private static final String METADATA = "/META-INF/native-image/io.carillon/protocol/reachability-metadata.json";
    /** As GraalVM's metadata names the layouts. */
    private static final Map<Class<?>, String> LAYOUTS =
            Map.of(int.class, "jint", long.class, "jlong", MemorySegment.class, "void*");

    @Test
    @EnabledOnOs(OS.LINUX)
    void every_shape_of_call_into_the_c_library_is_registered_and_no_other() throws Exception {
        Set<JsonNode> linked = new HashSet<>();
        for (Field field : Libc.class.getDeclaredFields()) {
            if (field.getType() == MethodHandle.class) {
                field.setAccessible(true);
                linked.add(shape(((MethodHandle) field.get(null)).type()));
            }
        }

        assertThat(registered()).containsExactlyInAnyOrderElementsOf(linked);
    }

    /** A call takes the memory for errno first, or is critical. */
    private static JsonNode shape(MethodType call) {
        List<Class<?>> parameters = call.parameterList();
        boolean capturesErrno = parameters.getFirst() == MemorySegment.class;
        ObjectNode shape = JsonNodeFactory.instance.objectNode();
        shape.put("returnType", LAYOUTS.get(call.returnType()));
        var types = shape.putArray("parameterTypes");
        parameters.stream().skip(capturesErrno ? 1 : 0).map(LAYOUTS::get).forEach(types::add);
        ObjectNode options = shape.putObject("options");
        if (capturesErrno) {
            options.put("captureCallState", true);
        } else {
            options.putObject("critical").put("allowHeapAccess", false);
        }
        return shape;
    }

    private static List<JsonNode> registered() throws IOException {
        try (InputStream metadata = NativeMetadataTest.class.getResourceAsStream(METADATA)) {
            JsonNode calls = JsonMapper.builder().build().readTree(metadata).at("/foreign/downcalls");
            return StreamSupport.stream(calls.spliterator(), false).toList();
        }
    }
}
