package io.carillon.operation;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.List;

/** Says why, where a resource, or Quarkus in its place, refuses with a status alone. Any thread. */
@Provider
public class BareRefusals implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        if (status >= 400 && !response.hasEntity() && !request.getMethod().equals(HttpMethod.HEAD)) {
            String title = status == Response.Status.NOT_FOUND.getStatusCode()
                    ? HttpProblem.nothingAt(request.getUriInfo().getPath())
                    : response.getStatusInfo().getReasonPhrase();
            response.setEntity(new HttpProblem(title, status, List.of()), new Annotation[0], HttpProblem.MEDIA_TYPE);
        }
    }
}
