package io.carillon.local.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.carillon.local.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pods and what belongs to them, of the base and of each overlay. Rendering them reads every field strictly. */
class ManifestsTest {
    private static final Map<String, Set<String>> FILES = Map.of(
            "registrar", Set.of("sip.conf"),
            "proxy", Set.of("sip.conf", "extensions.conf"),
            "media-relay", Set.of("rtp.conf"),
            "voicemail", Set.of("voicemail.conf"));

    private static Manifests base;
    private static Manifests natEdge;

    @BeforeAll
    static void render() throws Exception {
        base = Manifests.base();
        natEdge = Manifests.natEdge();
    }

    static Stream<Manifests> both() {
        return Stream.of(base, natEdge);
    }

    @Test
    void a_field_that_kubernetes_does_not_know_is_a_mistake() {
        assertThatThrownBy(() -> Manifests.read("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: sip}
                        spec: {selektor: {}}
                        """)).isInstanceOf(UnrecognizedPropertyException.class);
    }

    @ParameterizedTest
    @MethodSource("both")
    void each_service_has_its_pods_and_their_labels(Manifests manifests) {
        assertThat(manifests.workloads())
                .extracting(Workload::name)
                .containsExactlyInAnyOrderElementsOf(FILES.keySet());
        assertThat(manifests.workloads())
                .allSatisfy(workload -> assertThat(workload.labels()).containsAllEntriesOf(workload.selector()));
        assertThat(manifests.workload("proxy").replicas()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("both")
    void the_kubelet_asks_whether_they_live_and_are_ready(Manifests manifests) {
        assertThat(manifests.workloads()).extracting(Workload::container).allSatisfy(container -> {
            assertThat(path(container.getStartupProbe())).isEqualTo("http /q/health/live");
            assertThat(path(container.getLivenessProbe())).isEqualTo("http /q/health/live");
            assertThat(path(container.getReadinessProbe())).isEqualTo("http /q/health/ready");
        });
    }

    private static String path(Probe probe) {
        HTTPGetAction get = probe.getHttpGet();
        return get.getPort().getStrVal() + " " + get.getPath();
    }

    @ParameterizedTest
    @MethodSource("both")
    void nothing_runs_as_root_or_may_become_more_than_it_is(Manifests manifests) {
        assertThat(manifests.workloads()).allSatisfy(workload -> {
            var pod = workload.pod();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            var container = workload.container().getSecurityContext();
            assertThat(container.getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        });
    }

    @ParameterizedTest
    @MethodSource("both")
    void only_the_spool_and_the_temporary_directory_are_written(Manifests manifests) {
        assertThat(manifests.workloads()).allSatisfy(workload -> {
            List<VolumeMount> written = workload.container().getVolumeMounts().stream()
                    .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                    .toList();
            Set<String> wanted = new TreeSet<>(Set.of("/tmp"));
            workload.variable("CARILLON_SPOOL_DIR").ifPresent(spool -> wanted.add(spool.getValue()));
            assertThat(written).extracting(VolumeMount::getMountPath).containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(written)
                    .allMatch(mount -> workload.claims().contains(mount.getName())
                            || volume(workload, mount.getName()).getEmptyDir() != null);
        });
    }

    /** CallEnded may wait there for PostgreSQL. */
    @ParameterizedTest
    @MethodSource("both")
    void the_proxys_spool_outlives_its_pod(Manifests manifests) {
        assertThat(manifests.workload("proxy").claims()).containsExactly("spool");
    }

    @ParameterizedTest
    @MethodSource("both")
    void each_service_gets_its_asterisk_files_and_no_other(Manifests manifests) {
        assertThat(manifests.workloads()).allSatisfy(workload -> {
            Set<String> mounted = new TreeSet<>();
            for (var source : volume(workload, "configuration").getProjected().getSources()) {
                ConfigMap files = manifests
                        .find(ConfigMap.class, source.getConfigMap().getName())
                        .orElseThrow();
                mounted.addAll(files.getData().keySet());
            }
            assertThat(mounted).isEqualTo(new TreeSet<>(FILES.getOrDefault(workload.name(), Set.of())));
            assertThat(workload.container().getVolumeMounts())
                    .filteredOn(mount -> mount.getName().equals("configuration"))
                    .singleElement()
                    .extracting(VolumeMount::getMountPath)
                    .isEqualTo(workload.value("CARILLON_CONFIG_DIR"));
        });
    }

    @Test
    void the_config_maps_hold_the_labs_files_under_names_that_stay() throws IOException {
        Path lab = Settings.ofThisCheckout().home().resolve("examples/lab");
        for (String file : List.of("sip.conf", "extensions.conf", "rtp.conf", "voicemail.conf")) {
            assertThat(base.find(ConfigMap.class, file.replace('.', '-')))
                    .map(ConfigMap::getData)
                    .hasValue(Map.of(file, Files.readString(lab.resolve(file))));
        }
    }

    private static Volume volume(Workload workload, String name) {
        return workload.pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("both")
    void each_service_finds_pods_and_ports_of_theirs(Manifests manifests) {
        assertThat(manifests.all(Service.class)).isNotEmpty().allSatisfy(service -> {
            Workload workload = behind(manifests, service);
            for (ServicePort port : service.getSpec().getPorts()) {
                assertThat(workload.port(
                                port.getTargetPort(),
                                Optional.ofNullable(port.getProtocol()).orElse("TCP")))
                        .hasValueSatisfying(
                                found -> assertThat(found.getContainerPort()).isEqualTo(port.getPort()));
            }
        });
    }

    private static Workload behind(Manifests manifests, Service service) {
        List<Workload> found = manifests.workloads().stream()
                .filter(workload -> workload.selectedBy(service.getSpec().getSelector()) > 0)
                .toList();
        assertThat(found).as(service.getMetadata().getName()).hasSize(1);
        return found.getFirst();
    }

    /** A proxy that lost all registrars or relays for not being ready would itself be lost to every phone. */
    @ParameterizedTest
    @MethodSource("both")
    void registrars_and_relays_are_reached_whether_ready_or_not(Manifests manifests) {
        for (String name : List.of("registrar-0", "registrar-1", "media-relay")) {
            assertThat(manifests.find(Service.class, name))
                    .hasValueSatisfying(service -> assertThat(service.getSpec().getPublishNotReadyAddresses())
                            .isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void each_service_has_one_disruption_budget(Manifests manifests) {
        assertThat(manifests.workloads())
                .allSatisfy(workload -> assertThat(manifests.all(PodDisruptionBudget.class))
                        .filteredOn(budget -> workload.selectedBy(
                                        budget.getSpec().getSelector().getMatchLabels())
                                > 0)
                        .hasSize(1));
        assertThat(manifests.all(PodDisruptionBudget.class)).hasSize(FILES.size());
    }

    @ParameterizedTest
    @MethodSource("both")
    void memory_is_bounded_and_processors_are_asked_for(Manifests manifests) {
        assertThat(manifests.workloads())
                .extracting(Workload::container)
                .extracting(Container::getResources)
                .allSatisfy(resources -> {
                    assertThat(resources.getRequests()).containsKeys("cpu", "memory");
                    assertThat(resources.getLimits()).containsOnlyKeys("memory");
                });
    }

    @ParameterizedTest
    @MethodSource("both")
    void replicas_are_spread_over_nodes(Manifests manifests) {
        assertThat(manifests.workloads())
                .filteredOn(workload -> workload.replicas() > 1)
                .allSatisfy(workload -> assertThat(workload.pod().getTopologySpreadConstraints())
                        .singleElement()
                        .satisfies(spread -> assertThat(workload.selectedBy(
                                        spread.getLabelSelector().getMatchLabels()))
                                .isEqualTo(workload.replicas())));
    }
}
