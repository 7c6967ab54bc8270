package io.carillon.voicemail;

import io.carillon.operation.HttpProblem;
import io.carillon.voicemail.message.StoreAway;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** While PostgreSQL is away, whoever asks over HTTP is to ask again. */
class StoreAwayAnswer {
    private static final Logger LOG = Logger.getLogger(StoreAwayAnswer.class);

    @ServerExceptionMapper
    Response away(StoreAway away) {
        LOG.debugf("a request over HTTP found the store away: %s", away.getMessage());
        return HttpProblem.databaseAway();
    }
}
