package io.carillon.local.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One service as pods.
 *
 * @param name the service's label, as {@code media-relay}
 * @param selector by which the workload knows its pods
 * @param claims volumes of each pod that outlive it
 */
record Workload(
        String name, int replicas, Map<String, String> selector, PodTemplateSpec template, List<String> claims) {
    /** Kubernetes gives it to each pod of a StatefulSet. */
    private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";

    static Workload of(StatefulSet set) {
        return new Workload(
                set.getMetadata().getName(),
                set.getSpec().getReplicas(),
                set.getSpec().getSelector().getMatchLabels(),
                set.getSpec().getTemplate(),
                set.getSpec().getVolumeClaimTemplates().stream()
                        .map(claim -> claim.getMetadata().getName())
                        .toList());
    }

    static Workload of(Deployment deployment) {
        return new Workload(
                deployment.getMetadata().getName(),
                deployment.getSpec().getReplicas(),
                deployment.getSpec().getSelector().getMatchLabels(),
                deployment.getSpec().getTemplate(),
                List.of());
    }

    PodSpec pod() {
        return template.getSpec();
    }

    Container container() {
        return pod().getContainers().getFirst();
    }

    Map<String, String> labels() {
        return template.getMetadata().getLabels();
    }

    /** How many of its pods carry all these labels. */
    long selectedBy(Map<String, String> wanted) {
        return IntStream.range(0, replicas)
                .filter(ordinal -> wanted.entrySet().stream()
                        .allMatch(label -> label.getKey().equals(POD_NAME)
                                ? label.getValue().equals(name + "-" + ordinal)
                                : label.getValue().equals(labels().get(label.getKey()))))
                .count();
    }

    Optional<ContainerPort> port(IntOrString wanted, String protocol) {
        return container().getPorts().stream()
                .filter(port -> wanted.getStrVal() == null
                        ? port.getContainerPort().equals(wanted.getIntVal())
                        : wanted.getStrVal().equals(port.getName()))
                .filter(port ->
                        protocol.equals(Optional.ofNullable(port.getProtocol()).orElse("TCP")))
                .findFirst();
    }

    int port(String name) {
        return container().getPorts().stream()
                .filter(port -> port.getName().equals(name))
                .mapToInt(ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow();
    }

    List<EnvVar> environment() {
        return container().getEnv();
    }

    Optional<EnvVar> variable(String variable) {
        return environment().stream()
                .filter(set -> set.getName().equals(variable))
                .findFirst();
    }

    /** Of a variable that is set here and not by reference. */
    String value(String variable) {
        return variable(variable).map(EnvVar::getValue).orElse("");
    }

    @Override
    public String toString() {
        return name;
    }
}
