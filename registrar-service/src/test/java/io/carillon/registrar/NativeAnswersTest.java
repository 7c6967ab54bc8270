package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.junit.jupiter.api.Test;

/**
 * Resources return a Response, so the builder of a native executable does not see which records it holds; one that nobody
 * registered would be an empty object there, or an error.
 */
class NativeAnswersTest {
    private static final String OURS = "io.carillon.";
    private static final JavaClasses REGISTRAR = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.carillon.registrar");

    @Test
    void every_record_that_http_answers_with_is_registered_for_native_executables() {
        Set<Class<?>> answered = new HashSet<>();
        collect(HttpProblem.class, answered);
        REGISTRAR.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(JavaClass::reflect)
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .flatMap(NativeAnswersTest::answers)
                .forEach(answer -> collect(answer, answered));

        assertThat(answered).contains(PeerResource.Page.class).isSubsetOf(registered());
    }

    private static Stream<Class<?>> answers(Method operation) {
        return Arrays.stream(operation.getAnnotationsByType(APIResponse.class))
                .flatMap(response -> Arrays.stream(response.content()))
                .map(content -> content.schema().implementation());
    }

    /** The type, its element or arguments, and what its components hold, as far as they are ours. */
    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, found));
        } else if (type instanceof Class<?> array && array.isArray()) {
            collect(array.getComponentType(), found);
        } else if (type instanceof Class<?> one && one.getName().startsWith(OURS) && found.add(one) && one.isRecord()) {
            Arrays.stream(one.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .forEach(component -> collect(component, found));
        }
    }

    private static Set<Class<?>> registered() {
        return REGISTRAR.stream()
                .filter(type -> type.isAnnotatedWith(RegisterForReflection.class))
                .<Class<?>>map(JavaClass::reflect)
                .flatMap(type -> {
                    Class<?>[] targets =
                            type.getAnnotation(RegisterForReflection.class).targets();
                    return targets.length == 0 ? Stream.of(type) : Arrays.stream(targets);
                })
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
                .collect(Collectors.toSet());
    }
}
