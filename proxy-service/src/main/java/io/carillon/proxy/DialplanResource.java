package io.carillon.proxy;

import io.carillon.config.Position;
import io.carillon.config.extensions.Context;
import io.carillon.config.extensions.Extension;
import io.carillon.config.extensions.Include;
import io.carillon.config.extensions.Priority;
import io.carillon.operation.HttpProblem;
import io.carillon.operation.PageLimit;
import io.carillon.proxy.call.ShownArguments;
import io.carillon.proxy.configuration.DialPlans;
import io.carillon.proxy.configuration.DialPlans.Written;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What {@code dialplan show} shows: the plan that new calls begin under, as it is written. */
@Path("/dialplan")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "dial plan")
public class DialplanResource {
    private final DialPlans plans;

    DialplanResource(DialPlans plans) {
        this.plans = plans;
    }

    /**
     * Some of the plan, in the order of the file.
     *
     * @param revision of extensions.conf; 0 while there is none
     * @param next for {@code from}, to read on; absent at the end
     */
    @RegisterForReflection
    public record Page(long revision, List<ContextView> contexts, OptionalInt next) {}

    /** @param includes as written, with their times */
    @RegisterForReflection
    public record ContextView(
            String name,
            List<String> includes,
            List<String> ignorePatterns,
            Place at,
            List<ExtensionView> extensions) {}

    /** @param callerId of those it is for, if it is for certain callers only */
    @RegisterForReflection
    public record ExtensionView(
            String name, Optional<String> callerId, Optional<String> hint, Place at, List<Step> priorities) {}

    /** @param arguments as written; passwords are masked */
    @RegisterForReflection
    public record Step(int number, Optional<String> label, String application, String arguments, Place at) {}

    /** Where it stands. */
    @RegisterForReflection
    public record Place(String file, int line, int column) {
        static Place of(Position at) {
            return new Place(at.file(), at.line(), at.column());
        }
    }

    /** A line of the list: a context that begins, or one of its extensions. */
    private record Row(Context context, Optional<Extension> extension) {}

    @GET
    @Operation(
            summary = "The plan for new calls, as it is written",
            description = "A page counts contexts and extensions alike. With an extension: what is looked at for that"
                    + " number, in its context and what that includes at this time.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "400", description = "limit is not from 1 to 500")
    @APIResponse(responseCode = "404", description = "There is no such context, or nothing in it for that number")
    public Response show(
            @QueryParam("context") Optional<String> context,
            @Parameter(description = "a number as it is dialled; with context only") @QueryParam("extension")
                    Optional<String> extension,
            @Parameter(description = "how many contexts and extensions to pass over")
                    @QueryParam("from")
                    @DefaultValue("0")
                    int from,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit) {
        if (!PageLimit.isValid(limit)) {
            return PageLimit.refuse();
        }
        Optional<Written> plan = plans.written();
        List<Row> rows = plan.map(written -> rows(written, context, extension)).orElse(List.of());
        if (rows.isEmpty() && context.isPresent()) {
            return HttpProblem.of(
                    404, "there is no context '" + context.get() + "', or nothing in it for that extension");
        }
        List<Row> page = rows.stream().skip(Math.max(0, from)).limit(limit).toList();
        int end = Math.max(0, from) + page.size();
        return Response.ok(new Page(
                        plan.map(Written::revision).orElse(0L),
                        views(page),
                        end < rows.size() ? OptionalInt.of(end) : OptionalInt.empty()))
                .build();
    }

    private static List<Row> rows(Written plan, Optional<String> context, Optional<String> extension) {
        if (context.isPresent() && extension.isPresent()) {
            List<Extension> found = plan.plan().leadingTo(context.get(), extension.get());
            return plan.conf().contexts().stream()
                    .flatMap(each -> rows(each, found::contains).stream())
                    .filter(row -> row.extension().isPresent())
                    .toList();
        }
        List<Context> contexts = context.map(
                        name -> plan.conf().context(name).stream().toList())
                .orElse(plan.conf().contexts());
        return contexts.stream().flatMap(each -> rows(each, _ -> true).stream()).toList();
    }

    private static List<Row> rows(Context context, Predicate<Extension> wanted) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(context, Optional.empty()));
        context.extensions().stream()
                .filter(wanted)
                .forEach(extension -> rows.add(new Row(context, Optional.of(extension))));
        return rows;
    }

    private static List<ContextView> views(List<Row> page) {
        List<ContextView> views = new ArrayList<>();
        List<Context> contexts = page.stream().map(Row::context).distinct().toList();
        for (Context context : contexts) {
            views.add(new ContextView(
                    context.name(),
                    context.includes().stream().map(DialplanResource::include).toList(),
                    context.ignorePatterns().stream()
                            .map(pattern -> pattern.value())
                            .toList(),
                    Place.of(context.at()),
                    page.stream()
                            .filter(row -> row.context().equals(context))
                            .flatMap(row -> row.extension().stream())
                            .map(DialplanResource::view)
                            .collect(Collectors.toList())));
        }
        return views;
    }

    private static String include(Include include) {
        return include.context() + include.when().map(when -> "," + when).orElse("");
    }

    private static ExtensionView view(Extension extension) {
        return new ExtensionView(
                extension.name(),
                extension.callerId(),
                extension.hint(),
                Place.of(extension.at()),
                extension.priorities().stream().map(DialplanResource::step).toList());
    }

    private static Step step(Priority written) {
        return new Step(
                written.number(),
                written.label(),
                written.application(),
                ShownArguments.of(written.application(), written.arguments()),
                Place.of(written.at()));
    }
}
