package io.carillon.bench.register;

import io.carillon.bench.measure.Bar;
import io.carillon.bench.measure.Comparison;
import io.carillon.bench.measure.Contender;
import io.carillon.bench.phone.Pace;
import io.carillon.bench.phone.Phones;
import io.carillon.bench.phone.SipContender;
import io.carillon.bench.server.Kamailio;
import io.carillon.bench.server.SipServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Phones that register, with every server. */
public final class RegisterBench {

    private static final Pace PACE = Pace.window(32);

    /** Two requests each: what our JVMs need until their compilers are done. */
    private static final long WARM_UP = 30_000;

    private static final List<Bar> BARS = List.of(
            new Bar.Beside("bar, at most 1.0 × Kamailio with write-through", Kamailio.WRITE_THROUGH, 1.0),
            new Bar.Beside("aim, at most 1.0 × Kamailio in memory only", Kamailio.IN_MEMORY, 1.0));

    private RegisterBench() {}

    /** @param servers ours first, each with its phones */
    public static Comparison of(Map<SipServer, Phones> servers) {
        List<Contender> contenders = new ArrayList<>();
        servers.forEach((server, phones) -> contenders.add(
                new SipContender(server, phones, new Registering(phones), PACE, PACE, WARM_UP, Registering.REQUESTS)));
        return new Comparison("REGISTER", "request", "REGISTER with credentials to 200", contenders, BARS);
    }
}
