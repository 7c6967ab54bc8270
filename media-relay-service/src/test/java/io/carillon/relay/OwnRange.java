package io.carillon.relay;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A relay in a range of its own, NG on a port beside it, so that test runs beside each other do not meet. */
public class OwnRange implements QuarkusTestProfile {

    private static final int PORTS = 200;

    @Override
    public Map<String, String> getConfigOverrides() {
        int start = 30_000 + 2 * ThreadLocalRandom.current().nextInt(10_000);
        return Map.of(
                "carillon.rtp.start", "" + start,
                "carillon.rtp.end", "" + (start + PORTS - 1),
                "carillon.ng.address", "127.0.0.1:" + (start + PORTS),
                "quarkus.http.test-port", "0");
    }
}
