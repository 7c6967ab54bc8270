package io.carillon.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code dialplan …}: the plan in force, its reload, and the steps of calls in the log. */
final class DialplanCommands {
    private static final int PAGE = 500;
    /** Where Asterisk writes who wrote a line. */
    private static final int REGISTRAR_COLUMN = 70;

    private final Services services;
    private final Reloads reloads;

    DialplanCommands(Services services, Reloads reloads) {
        this.services = services;
        this.reloads = reloads;
    }

    List<Command> commands() {
        return List.of(
                Command.of(
                        "dialplan show [CONTEXT]",
                        "the plan for new calls; EXTEN@CONTEXT: what a number leads to",
                        words -> show(words.size() == 3 ? words.get(2) : "")),
                Command.of("dialplan reload", "reads extensions.conf again, for new calls", _ -> reload()),
                Command.of(
                        "dialplan debug on|off",
                        "each step of every call in the proxies' logs",
                        words -> debug(words.get(2).equals("on"))));
    }

    /** For completion. */
    List<String> contexts() throws NoAnswer, InterruptedException {
        return read(Optional.empty(), Optional.empty()).stream()
                .map(context -> context.path("name").asText())
                .distinct()
                .toList();
    }

    private Answer show(String what) throws NoAnswer, InterruptedException {
        int at = what.lastIndexOf('@');
        Optional<String> extension = at > 0 ? Optional.of(what.substring(0, at)) : Optional.empty();
        Optional<String> context = Optional.of(what.substring(at + 1)).filter(name -> !name.isEmpty());
        List<JsonNode> contexts = read(context, extension);
        if (contexts.isEmpty()) {
            return Answer.said(
                    extension
                            .map(number -> "There is no existence of " + Table.printable(number) + "@"
                                    + Table.printable(context.orElse("")) + " extension")
                            .orElse("There is no existence of '" + Table.printable(context.orElse("")) + "' context"),
                    false);
        }
        List<String> lines = new ArrayList<>();
        contexts.forEach(each -> describe(each, lines));
        lines.add(total(contexts));
        return Answer.of(Json.object().set("contexts", Json.array(contexts)), lines);
    }

    /** Every proxy obeys the same plan: the first that answers will do. */
    private List<JsonNode> read(Optional<String> context, Optional<String> extension)
            throws NoAnswer, InterruptedException {
        String query = context.map(name -> "&context=" + Services.encoded(name)).orElse("")
                + extension
                        .map(number -> "&extension=" + Services.encoded(number))
                        .orElse("");
        List<JsonNode> contexts = new ArrayList<>();
        OptionalInt from = OptionalInt.of(0);
        while (from.isPresent()) {
            Services.Reply reply = services.any(
                    services.proxies(),
                    "GET",
                    "/dialplan?limit=" + PAGE + "&from=" + from.getAsInt() + query,
                    Optional.empty());
            if (reply.status() == 404) {
                return List.of();
            }
            JsonNode body = Services.body(reply);
            contexts.addAll(Json.list(body.path("contexts")));
            from = body.path("next").isNumber()
                    ? OptionalInt.of(body.path("next").asInt())
                    : OptionalInt.empty();
        }
        return contexts;
    }

    private static void describe(JsonNode context, List<String> lines) {
        lines.add("[ Context '" + context.path("name").asText() + "' created by "
                + context.path("at").path("file").asText() + " ]");
        for (JsonNode extension : context.path("extensions")) {
            String name = extension.path("name").asText()
                    + Json.text(extension, "callerId")
                            .map(caller -> "/" + caller)
                            .orElse("");
            String begin = "  '" + name + "' =>";
            Optional<String> hint = Json.text(extension, "hint");
            if (hint.isPresent()) {
                lines.add(line(begin, "hint: " + hint.get(), extension.path("at")));
                begin = "";
            }
            for (JsonNode step : extension.path("priorities")) {
                String label = Json.text(step, "label")
                        .map(text -> "     [" + text + "]")
                        .orElse("");
                if (!label.isEmpty() && !begin.isEmpty()) {
                    lines.add(begin);
                }
                String text = step.path("number").asText() + ". "
                        + step.path("application").asText() + "("
                        + step.path("arguments").asText() + ")";
                lines.add(line(label.isEmpty() ? begin : label, text, step.path("at")));
                begin = "";
            }
        }
        for (JsonNode include : context.path("includes")) {
            lines.add(line("  Include =>", "'" + include.asText() + "'", context.path("at")));
        }
        for (JsonNode pattern : context.path("ignorePatterns")) {
            lines.add(line("  Ignore pattern =>", "'" + pattern.asText() + "'", context.path("at")));
        }
        lines.add("");
    }

    private static String line(String begin, String text, JsonNode at) {
        String written = Table.printable(begin + " ".repeat(Math.max(1, 20 - begin.length())) + text);
        return written + " ".repeat(Math.max(1, REGISTRAR_COLUMN - written.length())) + "["
                + at.path("file").asText() + ":" + at.path("line").asText() + "]";
    }

    private static String total(List<JsonNode> contexts) {
        long names = contexts.stream()
                .map(context -> context.path("name").asText())
                .distinct()
                .count();
        int extensions = contexts.stream()
                .mapToInt(context -> context.path("extensions").size())
                .sum();
        int priorities = contexts.stream()
                .flatMap(context -> Json.list(context.path("extensions")).stream())
                .mapToInt(extension -> extension.path("priorities").size())
                .sum();
        return "-= " + extensions + (extensions == 1 ? " extension (" : " extensions (") + priorities
                + (priorities == 1 ? " priority) in " : " priorities) in ") + names
                + (names == 1 ? " context. =-" : " contexts. =-");
    }

    private Answer reload() throws NoAnswer, InterruptedException {
        Services.Reply reply = services.any(services.proxies(), "POST", "/dialplan/reload", Optional.empty());
        if (!reply.isDone()) {
            return Reloads.refused("extensions.conf", reply);
        }
        JsonNode changes = reply.body().path("changes");
        List<String> lines = new ArrayList<>();
        lines.add("extensions.conf is revision " + reply.body().path("revision").asLong());
        int before = lines.size();
        kind("contexts", changes.path("contexts"), lines);
        kind("extensions", changes.path("extensions"), lines);
        if (changes.path("general").asBoolean()) {
            lines.add("  [general] changed");
        }
        if (changes.path("globals").asBoolean()) {
            lines.add("  [globals] changed");
        }
        if (lines.size() == before) {
            lines.add("  nothing changed");
        }
        lines.addAll(Reloads.remarks(reply.body().path("warnings")));
        return reloads.taken("extensions.conf", reply.body(), services.proxies(), lines);
    }

    private static void kind(String what, JsonNode names, List<String> lines) {
        for (String how : List.of("added", "changed", "removed")) {
            JsonNode some = names.path(how);
            Reloads.names(
                    what + " " + how,
                    Json.texts(some.path("first")),
                    some.path("count").asInt(),
                    lines);
        }
    }

    private Answer debug(boolean on) throws NoAnswer, InterruptedException {
        for (URI proxy : services.proxies()) {
            Services.body(services.send(
                    proxy, "PUT", "/dialplan/debug", Optional.of(Json.object().put("on", on))));
        }
        return Answer.said(
                "Dialplan debugging is " + (on ? "on" : "off") + " at "
                        + SipCommands.proxies(services.proxies().size()) + (on ? Reloads.WHERE : ""),
                true);
    }
}
