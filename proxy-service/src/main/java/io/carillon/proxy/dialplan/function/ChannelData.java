package io.carillon.proxy.dialplan.function;

import io.carillon.proxy.dialplan.Function;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Scope;
import java.util.Locale;
import java.util.Set;

/** {@code CHANNEL(item)}: what there is to know about the caller's side; {@code LANGUAGE()} is its old short form. */
record ChannelData(String name) implements Function {
    private static final Set<String> SETTABLE =
            Set.of("language", "musicclass", "tonezone", "accountcode", "userfield", "amaflags");

    @Override
    public String read(Scope scope, String argument) {
        return Function.ofCall(scope, name(), argument, (run, item) -> of(run, item(item)));
    }

    private static String of(Run run, String item) {
        return switch (item) {
            case "name" -> run.variable("CHANNEL").orElse("");
            case "uniqueid", "linkedid" -> run.variable("UNIQUEID").orElse("");
            case "state" -> run.channel().answered() ? "Up" : "Ring";
            case "channeltype" -> "SIP";
            case "peername", "username" -> run.channel().caller().account();
            case "context" -> run.place().context();
            case "exten" -> Quoting.quote(run.place().extension());
            case "language", "musicclass", "tonezone", "accountcode", "userfield", "amaflags" ->
                run.variable("CHANNEL(" + item + ")").orElse("");
            default -> {
                run.warnOnce("CHANNEL has no " + item + " in Carillon");
                yield "";
            }
        };
    }

    @Override
    public boolean write(Run run, String argument, String value) {
        String item = item(argument);
        if (!SETTABLE.contains(item)) {
            return false;
        }
        run.set("CHANNEL(" + item + ")", value);
        return true;
    }

    private String item(String argument) {
        return name.equals("LANGUAGE")
                ? "language"
                : Quoting.plain(argument).strip().toLowerCase(Locale.ROOT);
    }
}
