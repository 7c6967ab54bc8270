package io.carillon.local.system;

import io.carillon.local.Service;
import io.carillon.local.Settings;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What tests start a Carillon of this checkout with. */
final class Checkout {
    private Checkout() {}

    /** What the JDK's launcher of a service takes from its environment: nothing lives long enough to earn what C2 costs. */
    private static final String JVM_OPTIONS = "jdk.java.options";

    /** On JVMs; {@code -Dcarillon.native=registrar,media-relay} asks for native executables, as deploy/native/check does. */
    static Settings settings() {
        return Settings.ofThisCheckout()
                .executables(nativeExecutables())
                .property(JVM_OPTIONS, "-XX:TieredStopAtLevel=1");
    }

    private static Set<Service> nativeExecutables() {
        return Stream.of(System.getProperty("carillon.native", "").split(","))
                .filter(label -> !label.isBlank())
                .map(label -> Service.named(label)
                        .orElseThrow(() -> new IllegalArgumentException("carillon.native: no service " + label)))
                .collect(Collectors.toSet());
    }
}
