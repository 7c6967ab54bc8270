package io.carillon.local.executable;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.local.Service;
import io.carillon.local.executable.JsonCalls.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What has broken native executables, or would: their builder takes what it sees to be reached, and does not see records that
 * pass through Jackson, or files that are found by a name. Needs no builder; the classes are those of the built services.
 */
class ClosedWorldTest {
    private static final Pattern OURS = Pattern.compile("L(io/carillon/[\\w/$]+)[;<]");
    /** JAX-RS and Jackson take these without reflection. */
    private static final Pattern KNOWN = Pattern.compile(
            "Ljava/lang/String;|Ljakarta/ws/rs/core/StreamingOutput;|Lcom/fasterxml/jackson/databind/(JsonNode|node/\\w+);");
    /** Read by tests alone. */
    private static final String RECIPES = ".voiced";

    /** Seeds, addresses and hosts of the machine that builds; GraalVM refuses to keep them. */
    private static final Set<DotName> OF_ONE_MACHINE = Stream.of(
                    "io.netty.resolver.DefaultHostsFileEntriesResolver",
                    "java.net.InetAddress",
                    "java.net.Inet4Address",
                    "java.net.Inet6Address",
                    "java.net.InetSocketAddress",
                    "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.util.random.RandomGenerator",
                    "java.security.SecureRandom",
                    "java.lang.Thread")
            .map(DotName::createSimple)
            .collect(Collectors.toSet());

    private static final Map<Service, ClosedWorld> WORLDS = new ConcurrentHashMap<>();

    @ParameterizedTest
    @EnumSource
    void what_becomes_json_or_is_made_of_it_is_registered(Service service) {
        Set<DotName> unregistered = crossing(world(service));
        unregistered.removeAll(world(service).registered());

        assertThat(unregistered).isEmpty();
    }

    @Test
    void answers_lists_in_them_checkpoints_and_facts_are_seen_to_become_json() {
        assertThat(crossing(world(Service.PROXY)))
                .extracting(DotName::toString)
                .contains(
                        "io.carillon.proxy.DialplanResource$Step",
                        "io.carillon.proxy.call.CallView",
                        "io.carillon.proxy.checkpoint.Checkpoint$LegState",
                        "io.carillon.facts.CallFact$CallEnded");
    }

    @ParameterizedTest
    @EnumSource
    void it_can_be_told_what_each_call_hands_to_json(Service service) {
        ClosedWorld world = world(service);

        assertThat(calls(world))
                .allSatisfy(call -> assertThat(call.type())
                        .hasValueSatisfying(type -> assertThat(type)
                                .matches(
                                        any -> OURS.matcher(any).find()
                                                || KNOWN.matcher(any).matches(),
                                        "says what it is")));
    }

    /** Quarkus registers what a resource method names, as far as it has indexed it. */
    @ParameterizedTest
    @EnumSource
    void what_resources_take_and_return_is_found_by_quarkus(Service service) {
        ClosedWorld world = world(service);
        Set<DotName> named = world.endpoints().flatMap(ClosedWorld::names).collect(Collectors.toSet());

        Set<DotName> unseen = world.reachable(named);
        unseen.removeAll(world.seen());
        unseen.removeAll(world.registered());
        assertThat(unseen).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void resources_beside_code_that_reads_resources_are_included(Service service) {
        List<String> missing = new ArrayList<>();
        for (OurJar jar : world(service).jars()) {
            if (jar.classes().anyMatch(ClosedWorldTest::readsResources)) {
                List<PathMatcher> included = included(jar);
                jar.resources()
                        .filter(file -> !file.endsWith(RECIPES) && !file.endsWith(".properties"))
                        .filter(file -> included.stream().noneMatch(glob -> glob.matches(Path.of(file))))
                        .forEach(missing::add);
            }
        }

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void static_fields_hold_nothing_of_the_machine_that_builds(Service service) {
        ClosedWorld world = world(service);
        Set<String> atRunTime = world.initializedAtRunTime();
        Set<String> holding = new TreeSet<>();
        for (ClassInfo type : world.index().getKnownClasses()) {
            type.fields().stream()
                    .filter(field -> Modifier.isStatic(field.flags()))
                    .filter(field -> ClosedWorld.names(field.type()).anyMatch(OF_ONE_MACHINE::contains))
                    .map(field -> type.name().toString())
                    .filter(name -> !atRunTime.contains(name))
                    .forEach(holding::add);
        }

        assertThat(holding).isEmpty();
    }

    private static ClosedWorld world(Service service) {
        return WORLDS.computeIfAbsent(service, ClosedWorld::of);
    }

    private static Set<DotName> crossing(ClosedWorld world) {
        return world.reachable(calls(world).stream()
                .flatMap(call -> call.type().stream())
                .flatMap(type -> OURS.matcher(type).results())
                .map(found -> DotName.createSimple(found.group(1).replace('/', '.')))
                .collect(Collectors.toSet()));
    }

    private static List<Call> calls(ClosedWorld world) {
        JsonCalls calls = new JsonCalls(world.index());
        return world.jars().stream().flatMap(OurJar::classes).flatMap(calls::in).toList();
    }

    private static boolean readsResources(byte[] classFile) {
        return StreamSupport.stream(
                        ClassFile.of().parse(classFile).constantPool().spliterator(), false)
                .anyMatch(entry -> entry instanceof MethodRefEntry called
                        && Set.of("java/lang/Class", "java/lang/ClassLoader")
                                .contains(called.owner().asInternalName())
                        && called.name().stringValue().startsWith("getResource"));
    }

    private static List<PathMatcher> included(OurJar jar) {
        return jar.metadata("reachability-metadata.json")
                .map(ClosedWorldTest::json)
                .flatMap(metadata -> metadata.path("resources").valueStream())
                .map(resource -> FileSystems.getDefault()
                        .getPathMatcher("glob:" + resource.path("glob").asText()))
                .toList();
    }

    private static JsonNode json(byte[] file) {
        try {
            return JsonMapper.builder().build().readTree(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
