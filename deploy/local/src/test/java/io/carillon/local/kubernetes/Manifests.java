package io.carillon.local.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.carillon.local.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/** A kustomization of deploy/kubernetes as it is rendered, each of its fields known to Kubernetes' own model. */
record Manifests(String name, List<HasMetadata> documents) {
    static final Path HOME = Settings.ofThisCheckout().home().resolve("deploy/kubernetes");

    /** Every kind there is; another one is a mistake, or a line here. */
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1/Namespace", Namespace.class,
            "v1/ConfigMap", ConfigMap.class,
            "v1/Service", Service.class,
            "apps/v1/Deployment", Deployment.class,
            "apps/v1/StatefulSet", StatefulSet.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);

    private static final YAMLMapper STRICT = strict();

    Manifests {
        documents = List.copyOf(documents);
    }

    /** The model keeps unknown fields aside; without its any-setters they are mistakes. */
    private static YAMLMapper strict() {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
            private static final long serialVersionUID = 1;

            @Override
            public Boolean hasAnySetter(Annotated member) {
                return false;
            }
        });
        return mapper;
    }

    static Manifests base() throws IOException, InterruptedException {
        return rendered("base");
    }

    static Manifests natEdge() throws IOException, InterruptedException {
        return rendered("overlays/nat-edge");
    }

    private static Manifests rendered(String name) throws IOException, InterruptedException {
        return new Manifests(name, read(Kubectl.kustomize(HOME.resolve(name))));
    }

    static List<HasMetadata> read(String yaml) throws IOException {
        List<HasMetadata> read = new ArrayList<>();
        try (MappingIterator<JsonNode> trees = STRICT.readerFor(JsonNode.class).readValues(yaml)) {
            while (trees.hasNext()) {
                JsonNode tree = trees.next();
                String kind = tree.path("apiVersion").asText() + "/"
                        + tree.path("kind").asText();
                Class<? extends HasMetadata> type = Optional.ofNullable(KINDS.get(kind))
                        .orElseThrow(() -> new AssertionFailedError("no such kind is expected: " + kind));
                read.add(STRICT.treeToValue(tree, type));
            }
        }
        return read;
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return documents.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return all(kind).stream()
                .filter(found -> found.getMetadata().getName().equals(name))
                .findFirst();
    }

    List<Workload> workloads() {
        return Stream.concat(
                        all(StatefulSet.class).stream().map(Workload::of),
                        all(Deployment.class).stream().map(Workload::of))
                .toList();
    }

    Workload workload(String label) {
        return workloads().stream()
                .filter(workload -> workload.name().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }
}
