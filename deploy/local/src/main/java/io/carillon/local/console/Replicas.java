package io.carillon.local.console;

import java.net.URI;
import java.util.List;

/** Where the services answer HTTP; every replica of each. */
public record Replicas(List<URI> proxies, List<URI> registrars, List<URI> relays, List<URI> voicemails) {
    public Replicas {
        proxies = List.copyOf(proxies);
        registrars = List.copyOf(registrars);
        relays = List.copyOf(relays);
        voicemails = List.copyOf(voicemails);
    }
}
