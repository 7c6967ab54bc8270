package io.carillon.local.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a container is told, against what its service reads. */
class EnvironmentTest {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\((\\w+)\\)");
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|TOKEN|KEY|SECRET).*");
    private static final String SERVICE_HOST = "_SERVICE_HOST";

    private static Manifests base;
    private static Manifests natEdge;

    @BeforeAll
    static void render() throws Exception {
        base = Manifests.base();
        natEdge = Manifests.natEdge();
    }

    static Stream<Arguments> everyContainer() {
        return Stream.of(base, natEdge)
                .flatMap(manifests -> Stream.of(Service.values()).map(service -> Arguments.of(manifests, service)));
    }

    @ParameterizedTest
    @MethodSource("everyContainer")
    void every_variable_is_read_by_the_service_or_by_another_variable(Manifests manifests, Service service)
            throws IOException {
        List<EnvVar> environment = manifests.workload(service.label()).environment();
        Set<String> known =
                new HashSet<>(BuiltService.variables(BuiltService.of(service).read()));
        environment.forEach(variable -> known.addAll(referred(variable)));

        assertThat(environment).extracting(EnvVar::getName).isSubsetOf(known).doesNotHaveDuplicates();
    }

    /** An overlay that puts a value beside a reference makes something that the API server refuses. */
    @ParameterizedTest
    @MethodSource("everyContainer")
    void a_variable_has_a_value_or_a_reference(Manifests manifests, Service service) {
        assertThat(manifests.workload(service.label()).environment())
                .allMatch(variable -> (variable.getValue() == null) != (variable.getValueFrom() == null));
    }

    @ParameterizedTest
    @MethodSource("everyContainer")
    void every_setting_without_a_default_is_set(Manifests manifests, Service service) throws IOException {
        assertThat(manifests.workload(service.label()).environment())
                .extracting(EnvVar::getName)
                .containsAll(BuiltService.variables(BuiltService.of(service).demanded()));
    }

    @ParameterizedTest
    @MethodSource("everyContainer")
    void http_that_is_open_to_others_asks_for_a_token(Manifests manifests, Service service) {
        assertThat(manifests.workload(service.label()).environment())
                .extracting(EnvVar::getName)
                .contains("QUARKUS_HTTP_HOST", "CARILLON_HTTP_TOKEN");
    }

    @ParameterizedTest
    @MethodSource("everyContainer")
    void who_has_a_schema_is_told_who_migrates_it(Manifests manifests, Service service) throws IOException {
        Set<String> migrator = Set.of("carillon.migrator.username", "carillon.migrator.password");
        Set<String> read = new TreeSet<>(BuiltService.of(service).read());
        read.retainAll(migrator);

        assertThat(manifests.workload(service.label()).environment())
                .extracting(EnvVar::getName)
                .containsAll(BuiltService.variables(read));
    }

    @ParameterizedTest
    @MethodSource("everyContainer")
    void the_ports_of_http_are_those_of_the_services(Manifests manifests, Service service) throws IOException {
        assertThat(manifests.workload(service.label()).port("http"))
                .asString()
                .isEqualTo(BuiltService.of(service).defaults().get("quarkus.http.port"));
    }

    /** Kubernetes leaves a reference to what comes later as it is written. */
    @ParameterizedTest
    @MethodSource("everyContainer")
    void a_variable_refers_to_one_before_it_or_to_a_service(Manifests manifests, Service service) {
        Workload workload = manifests.workload(service.label());
        Set<String> known = workload.pod().getEnableServiceLinks() ? serviceHosts(manifests) : new HashSet<>();
        List<String> unknown = new ArrayList<>();
        for (EnvVar variable : workload.environment()) {
            referred(variable).stream().filter(name -> !known.contains(name)).forEach(unknown::add);
            known.add(variable.getName());
        }

        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyContainer")
    void secrets_come_by_reference_and_the_readme_names_them(Manifests manifests, Service service) throws IOException {
        String readme = Files.readString(Manifests.HOME.resolve("README.md"));
        List<EnvVar> secrets = manifests.workload(service.label()).environment().stream()
                .filter(variable -> SECRET.matcher(variable.getName()).matches())
                .toList();

        assertThat(secrets).isNotEmpty().allSatisfy(variable -> {
            SecretKeySelector reference = variable.getValueFrom().getSecretKeyRef();
            assertThat(readme).contains("`" + reference.getName() + "`", "`" + reference.getKey() + "`");
        });
    }

    @ParameterizedTest
    @MethodSource("everyContainer")
    void what_comes_from_a_config_map_is_in_it(Manifests manifests, Service service) {
        List<ConfigMapKeySelector> references = manifests.workload(service.label()).environment().stream()
                .filter(variable -> variable.getValueFrom() != null)
                .map(variable -> variable.getValueFrom().getConfigMapKeyRef())
                .filter(reference -> reference != null)
                .toList();

        assertThat(references)
                .allSatisfy(reference -> assertThat(manifests.find(ConfigMap.class, reference.getName()))
                        .map(ConfigMap::getData)
                        .hasValueSatisfying(data -> assertThat(data).containsKey(reference.getKey())));
    }

    private static Set<String> referred(EnvVar variable) {
        return REFERENCE
                .matcher(variable.getValue() == null ? "" : variable.getValue())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** Kubernetes makes them for each Service that has an address of its own. */
    private static Set<String> serviceHosts(Manifests manifests) {
        return manifests.all(io.fabric8.kubernetes.api.model.Service.class).stream()
                .filter(service -> !"None".equals(service.getSpec().getClusterIP()))
                .map(service -> BuiltService.variable(service.getMetadata().getName()) + SERVICE_HOST)
                .collect(Collectors.toCollection(HashSet::new));
    }

    @ParameterizedTest
    @MethodSource("both")
    void the_proxy_is_told_every_registrar_by_the_service_of_that_pod(Manifests manifests) {
        Workload registrar = manifests.workload("registrar");
        List<String> listed =
                List.of(manifests.workload("proxy").value("CARILLON_REGISTRARS").split(","));

        assertThat(listed).hasSize(registrar.replicas()).doesNotHaveDuplicates().allSatisfy(address -> {
            Matcher host = REFERENCE.matcher(address);
            assertThat(host.find()).isTrue();
            assertThat(address).endsWith(":" + registrar.port("sip-inside"));
            assertThat(podsBehind(manifests, registrar, host.group(1))).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @MethodSource("both")
    void the_proxy_is_told_every_relay_by_the_name_of_that_pod(Manifests manifests) {
        Workload relay = manifests.workload("media-relay");
        List<String> names = Stream.iterate(0, ordinal -> ordinal + 1)
                .limit(relay.replicas())
                .map(ordinal -> "ws://media-relay-" + ordinal + ".media-relay:" + relay.port("http") + "/control")
                .toList();

        assertThat(manifests.workload("proxy").value("CARILLON_RELAYS").split(","))
                .containsExactlyElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource("both")
    void voicemail_is_told_the_proxies_by_the_name_behind_which_all_of_them_are(Manifests manifests) {
        Workload proxy = manifests.workload("proxy");
        String name = manifests.workload("voicemail").value("CARILLON_PROXIES");

        assertThat(name).isEqualTo("proxy:" + proxy.port("sip-inside"));
        assertThat(manifests.find(io.fabric8.kubernetes.api.model.Service.class, "proxy"))
                .hasValueSatisfying(service -> {
                    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
                    assertThat(proxy.selectedBy(service.getSpec().getSelector()))
                            .isEqualTo(proxy.replicas());
                });
    }

    static Stream<Manifests> both() {
        return Stream.of(base, natEdge);
    }

    private static long podsBehind(Manifests manifests, Workload workload, String serviceHost) {
        Map<String, String> selector = manifests.all(io.fabric8.kubernetes.api.model.Service.class).stream()
                .filter(service -> serviceHost.equals(
                        BuiltService.variable(service.getMetadata().getName()) + SERVICE_HOST))
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getSelector();
        return workload.selectedBy(selector);
    }
}
