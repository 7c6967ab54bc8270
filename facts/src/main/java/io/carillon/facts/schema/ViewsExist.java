package io.carillon.facts.schema;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * A service is not ready until the {@link PublishedViews} that it reads exist and may be read; once it was, it stays so while
 * PostgreSQL is away.
 */
@Readiness
@ApplicationScoped
class ViewsExist implements HealthCheck {
    private final PublishedViews views;

    @Inject
    ViewsExist(PublishedViews views) {
        this.views = views;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("the views it reads exist");
        try {
            Optional<String> missing = views.missing();
            return missing.map(view -> response.down().withData("missing", view))
                    .orElseGet(response::up)
                    .build();
        } catch (SQLException away) {
            return response.down()
                    .withData("database", String.valueOf(away.getMessage()))
                    .build();
        }
    }
}
