package io.carillon.voicemail;

import io.carillon.voicemail.message.StoreAway;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** While PostgreSQL is away, whoever asks over HTTP is to ask again. */
class StoreAwayAnswer {
    private static final Logger LOG = Logger.getLogger(StoreAwayAnswer.class);
    private static final String RETRY_AFTER = "5";

    @ServerExceptionMapper
    Response away(StoreAway away) {
        LOG.debugf("a request over HTTP found the store away: %s", away.getMessage());
        return Response.status(503)
                .header("Retry-After", RETRY_AFTER)
                .type(MediaType.APPLICATION_JSON)
                .entity(new ReloadResource.Away("the database is away", 503))
                .build();
    }
}
