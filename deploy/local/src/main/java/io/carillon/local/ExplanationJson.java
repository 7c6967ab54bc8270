package io.carillon.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.config.Position;
import io.carillon.proxy.explain.Explanation;
import io.carillon.proxy.explain.Line;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What programs read of an explanation. Times are milliseconds since the call came.
 *
 * @param configuration the directory of the files
 * @param at when it came, ISO 8601
 * @param status of SIP, what a caller who was not answered is told
 * @param cause Q.850
 */
record ExplanationJson(
        String configuration,
        String from,
        String number,
        String context,
        String at,
        List<Entry> lines,
        boolean answered,
        boolean callerHungUp,
        int status,
        int cause,
        long length) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A step has an application; what becomes of the call has a text; what the log says has a text and a place. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            long after,
            @Nullable String file,
            @Nullable Integer line,
            @Nullable Integer column,
            @Nullable String context,
            @Nullable String extension,
            @Nullable Integer priority,
            @Nullable String application,
            @Nullable String arguments,
            @Nullable String text) {

        static Entry of(Line line) {
            long after = line.after().toMillis();
            return switch (line) {
                case Line.Step(Duration _, Position at, var place, String application, String arguments) ->
                    new Entry(
                            after,
                            at.file(),
                            at.line(),
                            at.column(),
                            place.context(),
                            place.extension(),
                            place.priority(),
                            application,
                            arguments,
                            null);
                case Line.Logged(Duration _, Position at, String text) ->
                    new Entry(after, at.file(), at.line(), at.column(), null, null, null, null, null, text);
                case Line.Happening(Duration _, String text) ->
                    new Entry(after, null, null, null, null, null, null, null, null, text);
            };
        }
    }

    static String of(Explanation explanation, Path configuration) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(new ExplanationJson(
                        configuration.toString(),
                        explanation.caller().account(),
                        explanation.caller().dialled(),
                        explanation.context(),
                        explanation.at().toOffsetDateTime().toString(),
                        explanation.lines().stream().map(Entry::of).toList(),
                        explanation.answered(),
                        explanation.left(),
                        explanation.ending().sipStatus(),
                        explanation.ending().cause(),
                        explanation.length().toMillis()));
    }
}
