package io.carillon.local.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.rtp.RtpConf;
import io.carillon.config.sip.AddressAndPort;
import io.carillon.local.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the world reaches, and what it does not. */
class NetworkPoliciesTest {
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

    @ParameterizedTest
    @MethodSource("both")
    void what_no_policy_opens_is_closed(Manifests manifests) {
        assertThat(manifests.find(NetworkPolicy.class, "nobody"))
                .map(NetworkPolicy::getSpec)
                .hasValueSatisfying(policy -> {
                    assertThat(policy.getPodSelector().getMatchLabels()).isNullOrEmpty();
                    assertThat(policy.getIngress()).isEmpty();
                    assertThat(policy.getPolicyTypes()).containsExactly("Ingress");
                });
    }

    @ParameterizedTest
    @MethodSource("both")
    void policies_name_pods_and_ports_that_exist(Manifests manifests) {
        for (Workload workload : manifests.workloads()) {
            assertThat(policy(manifests, workload)).isNotEmpty().allSatisfy(rule -> {
                for (NetworkPolicyPort port : rule.getPorts()) {
                    assertThat(port.getEndPort() != null
                                    || workload.port(port.getPort(), port.getProtocol())
                                            .isPresent())
                            .as("%s %s", workload, port)
                            .isTrue();
                }
                assertThat(rule.getFrom())
                        .filteredOn(peer -> peer.getPodSelector() != null)
                        .allSatisfy(peer -> assertThat(manifests.workloads())
                                .anyMatch(other ->
                                        other.selectedBy(peer.getPodSelector().getMatchLabels()) > 0));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void the_world_reaches_sip_of_the_proxy_and_rtp_of_the_relays_alone(Manifests manifests) {
        assertThat(open(manifests, "proxy")).containsExactly("UDP sip", "TCP sip-tcp");
        assertThat(open(manifests, "registrar")).isEmpty();
        assertThat(open(manifests, "voicemail")).isEmpty();
        assertThat(open(manifests, "media-relay")).containsExactly("UDP " + range());
    }

    private static String range() {
        Sources lab = Sources.directory(Settings.ofThisCheckout().home().resolve("examples/lab"));
        return switch (RtpConf.read(lab)) {
            case Reading.Loaded<RtpConf>(RtpConf conf, var _) -> conf.start() + "-" + conf.end();
            case Reading.Rejected<RtpConf> rejected -> throw new AssertionError(rejected);
        };
    }

    private static List<String> open(Manifests manifests, String name) {
        return policy(manifests, manifests.workload(name)).stream()
                .filter(rule -> rule.getFrom().isEmpty())
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getProtocol() + " "
                        + (port.getEndPort() == null
                                ? port.getPort().getStrVal()
                                : port.getPort().getIntVal() + "-" + port.getEndPort()))
                .toList();
    }

    private static List<NetworkPolicyIngressRule> policy(Manifests manifests, Workload workload) {
        return manifests.all(NetworkPolicy.class).stream()
                .filter(policy -> !policy.getMetadata().getName().equals("nobody"))
                .filter(policy ->
                        workload.selectedBy(policy.getSpec().getPodSelector().getMatchLabels()) > 0)
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .toList();
    }

    @Test
    void at_the_edge_proxy_and_relays_are_on_the_network_of_their_nodes() {
        for (String name : List.of("proxy", "media-relay")) {
            assertThat(natEdge.workload(name).pod().getHostNetwork()).isTrue();
            assertThat(natEdge.workload(name).pod().getNodeSelector()).isNotEmpty();
            assertThat(natEdge.workload(name).value("QUARKUS_HTTP_HOST")).isEqualTo("$(POD_IP)");
        }
        assertThat(natEdge.workload("registrar").pod().getHostNetwork()).isNull();
        assertThat(natEdge.all(Namespace.class).getFirst().getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "privileged");
    }

    @Test
    void at_the_edge_rtp_takes_no_port_of_a_proxy_on_the_same_node() {
        Workload relay = natEdge.workload("media-relay");
        int first = Integer.parseInt(relay.value("CARILLON_RTP_START"));
        int last = Integer.parseInt(relay.value("CARILLON_RTP_END"));

        assertThat(Stream.of(natEdge.workload("proxy"), relay)
                        .flatMap(workload -> workload.container().getPorts().stream())
                        .map(port -> port.getContainerPort()))
                .noneMatch(port -> port >= first && port <= last);
    }

    @Test
    void at_the_edge_each_node_has_the_address_that_phones_see() {
        Workload relay = natEdge.workload("media-relay");
        Map<String, String> nodes = relay.pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals("nodes"))
                .flatMap(volume ->
                        natEdge.find(ConfigMap.class, volume.getConfigMap().getName()).stream())
                .findFirst()
                .orElseThrow()
                .getData();

        assertThat(relay.value("CARILLON_RTP_ADVERTISED")).startsWith("${node.address:");
        assertThat(relay.value("QUARKUS_CONFIG_LOCATIONS")).endsWith("/$(NODE_NAME).properties");
        Workload proxy = natEdge.workload("proxy");
        assertThat(proxy.value("CARILLON_SIP_ADVERTISED")).startsWith("${node.address:");
        assertThat(proxy.value("QUARKUS_CONFIG_LOCATIONS")).endsWith("/$(NODE_NAME).properties");
        assertThat(proxy.pod().getVolumes()).anyMatch(volume -> volume.getName().equals("nodes"));
        assertThat(nodes)
                .isNotEmpty()
                .allSatisfy((file, text) -> assertThat(text.lines()
                                .filter(line -> line.startsWith("node.address="))
                                .map(line -> line.substring(line.indexOf('=') + 1))
                                .flatMap(address -> AddressAndPort.parse(address + ":1").stream()))
                        .hasSize(1));
    }

    @Test
    void at_the_edge_the_network_of_the_nodes_is_inside() {
        List<String> inside = natEdge.all(ConfigMap.class).stream()
                .map(map -> map.getData().get("inside"))
                .filter(Objects::nonNull)
                .flatMap(blocks -> Stream.of(blocks.split(",")))
                .toList();

        assertThat(policy(natEdge, natEdge.workload("registrar")).stream()
                        .flatMap(rule -> rule.getFrom().stream())
                        .filter(peer -> peer.getIpBlock() != null)
                        .map(peer -> peer.getIpBlock().getCidr()))
                .isNotEmpty()
                .isSubsetOf(inside);
    }
}
