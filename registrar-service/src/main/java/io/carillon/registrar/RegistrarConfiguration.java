package io.carillon.registrar;

import io.carillon.config.sip.AddressAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What whoever starts this process must say, checked once. Values that cannot be used name their key. */
@ApplicationScoped
class RegistrarConfiguration {
    private static final String INSIDE = "carillon.sip.internal";
    private static final String NONCE_KEY = "carillon.nonce.key";

    private final InetSocketAddress inside;
    private final byte[] nonceKey;
    private final Optional<Path> directory;

    RegistrarConfiguration(
            @ConfigProperty(name = INSIDE) String inside,
            @ConfigProperty(name = NONCE_KEY) String nonceKey,
            @ConfigProperty(name = "carillon.config.dir") Optional<Path> directory) {
        this.inside = address(inside);
        this.nonceKey = key(nonceKey);
        this.directory = directory;
    }

    /** Where the proxies are listened to. */
    InetSocketAddress inside() {
        return inside;
    }

    byte[] nonceKey() {
        return nonceKey.clone();
    }

    /** Where sip.conf lies; empty: another replica or HTTP takes care of accounts. */
    Optional<Path> directory() {
        return directory;
    }

    private static InetSocketAddress address(String text) {
        return AddressAndPort.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(INSIDE + " is '" + text + "', not ADDRESS:PORT"));
    }

    private static byte[] key(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(NONCE_KEY + " is not base64", notBase64);
        }
    }
}
