package io.carillon.relay;

import io.carillon.operation.Inside;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import org.jboss.logging.Logger;

/** Media control answers loopback and {@code carillon.internal.allowed} only; everybody else gets 403. */
@ApplicationScoped
class ControlGate implements HttpUpgradeCheck {

    private static final Logger LOG = Logger.getLogger(ControlGate.class);

    private final Inside inside;

    @Inject
    ControlGate(Inside inside) {
        this.inside = inside;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        // The connection's address and not the request's: a Forwarded header must not open a door.
        String peer = context.httpRequest().connection().remoteAddress().hostAddress();
        if (peer != null && inside.test(InetAddress.ofLiteral(peer))) {
            return CheckResult.permitUpgrade();
        }
        LOG.warnf("Media control is refused to %s", peer);
        return CheckResult.rejectUpgrade(403);
    }
}
