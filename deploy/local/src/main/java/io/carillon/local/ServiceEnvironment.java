package io.carillon.local;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a service's process is told, as environment variables: unlike arguments, other users of the machine cannot read
 * them.
 */
final class ServiceEnvironment {
    /** What only voicemail has to know. */
    static final String MAILER = "quarkus.mailer.";

    private final Settings settings;
    private final Layout layout;
    private final Secrets secrets;

    ServiceEnvironment(Settings settings, Layout layout, Secrets secrets) {
        this.settings = settings;
        this.layout = layout;
        this.secrets = secrets;
    }

    Map<String, String> of(Instance instance) {
        Map<String, String> properties = new HashMap<>();
        properties.put("carillon.instance", instance.name());
        properties.put(
                "carillon.config.dir", settings.configuration().toAbsolutePath().toString());
        properties.put("carillon.lifeline", "stdin");
        properties.put("quarkus.http.port", Integer.toString(instance.http().getPort()));
        instance.sip().ifPresent(address -> properties.put("carillon.sip.internal", Addresses.text(address)));
        switch (instance.service()) {
            case MEDIA_RELAY -> {
                relay(instance.rtp().orElseThrow(), properties);
                instance.ng().ifPresent(address -> properties.put("carillon.ng.address", Addresses.text(address)));
            }
            case REGISTRAR -> {
                stores(instance, properties);
                properties.put("carillon.nonce.key", secrets.nonceKey());
            }
            case VOICEMAIL -> {
                stores(instance, properties);
                properties.put(
                        "carillon.proxies",
                        layout.instancesOf(Service.PROXY).stream()
                                .map(proxy -> Addresses.text(proxy.sip().orElseThrow()))
                                .collect(Collectors.joining(",")));
                properties.put("carillon.relays", relays());
            }
            case PROXY -> {
                stores(instance, properties);
                properties.put("carillon.nonce.key", secrets.nonceKey());
                proxy(properties);
            }
        }
        settings.properties().forEach((name, value) -> {
            if (instance.service() == Service.VOICEMAIL || !name.startsWith(MAILER)) {
                properties.put(name, value);
            }
        });
        return properties.entrySet().stream()
                .collect(Collectors.toMap(entry -> variable(entry.getKey()), Map.Entry::getValue));
    }

    private static void relay(PortRange rtp, Map<String, String> properties) {
        properties.put("carillon.rtp.start", Integer.toString(rtp.first()));
        properties.put("carillon.rtp.end", Integer.toString(rtp.last()));
    }

    private void stores(Instance instance, Map<String, String> properties) {
        String role = instance.service().label();
        properties.put(
                "carillon.spool.dir",
                settings.data()
                        .resolve("spool")
                        .resolve(instance.name())
                        .toAbsolutePath()
                        .toString());
        properties.put("kafka.bootstrap.servers", Addresses.text(layout.kafka()));
        properties.put("quarkus.datasource.jdbc.url", layout.jdbcUrl());
        properties.put("quarkus.datasource.username", role);
        properties.put("quarkus.datasource.password", secrets.password(role));
        properties.put("carillon.migrator.username", Secrets.MIGRATOR);
        properties.put("carillon.migrator.password", secrets.password(Secrets.MIGRATOR));
    }

    private void proxy(Map<String, String> properties) {
        settings.sip().ifPresent(address -> properties.put("carillon.sip.address", Addresses.text(address)));
        properties.put(
                "carillon.registrars",
                layout.instancesOf(Service.REGISTRAR).stream()
                        .map(registrar -> Addresses.text(registrar.sip().orElseThrow()))
                        .collect(Collectors.joining(",")));
        properties.put(
                "carillon.voicemail",
                layout.instancesOf(Service.VOICEMAIL).stream()
                        .map(voicemail -> Addresses.text(voicemail.sip().orElseThrow()))
                        .collect(Collectors.joining(",")));
        properties.put("carillon.relays", relays());
    }

    private String relays() {
        return layout.instancesOf(Service.MEDIA_RELAY).stream()
                .map(relay -> "ws://" + Addresses.text(relay.http()) + "/control")
                .collect(Collectors.joining(","));
    }

    /** As SmallRye Config reads a property from the environment. */
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
