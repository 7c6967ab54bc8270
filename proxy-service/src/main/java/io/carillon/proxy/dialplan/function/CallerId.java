package io.carillon.proxy.dialplan.function;

import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.Function;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Scope;
import java.util.Locale;

/** {@code CALLERID(num|name|all|ani|dnid)}: who calls; what is set is shown to those who are called from then on. */
final class CallerId implements Function {
    /** Longer ones no phone shows. */
    private static final int MAX_LENGTH = 80;

    @Override
    public String name() {
        return "CALLERID";
    }

    @Override
    public String read(Scope scope, String argument) {
        return Function.ofCall(scope, name(), argument, (run, which) -> Quoting.quote(of(run, which)));
    }

    /** In plain text. */
    static String of(Run run, String argument) {
        Caller caller = run.channel().caller();
        return switch (which(argument)) {
            case "num", "number", "ani", "ani-num" -> caller.number();
            case "name", "ani-name" -> caller.name();
            case "all", "ani-all" ->
                caller.name().isEmpty() ? caller.number() : "\"" + caller.name() + "\" <" + caller.number() + ">";
            case "dnid" -> caller.dialled();
            case "rdnis", "pres", "tag" -> "";
            default -> {
                run.warnOnce("CALLERID takes num, name, all, ani or dnid");
                yield "";
            }
        };
    }

    @Override
    public boolean write(Run run, String argument, String value) {
        Caller caller = run.channel().caller();
        String text = Quoting.plain(value);
        switch (which(argument)) {
            case "num", "number" -> run.channel().present(caller.name(), number(text));
            case "name" -> run.channel().present(shown(text), caller.number());
            case "all" -> {
                int bracket = text.lastIndexOf('<');
                String name = text.substring(0, Math.max(0, bracket)).replace('"', ' ');
                run.channel().present(shown(name), number(text.substring(bracket + 1)));
            }
            default -> {
                return false;
            }
        }
        // For whoever resumes the call.
        run.set("CALLERID(num)", Quoting.quote(run.channel().caller().number()));
        run.set("CALLERID(name)", Quoting.quote(run.channel().caller().name()));
        return true;
    }

    private static String which(String argument) {
        return Quoting.plain(argument).split(",", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** What can be the user of a SIP URI without further ado. */
    private static String number(String text) {
        return cut(text.replaceAll("[^0-9A-Za-z+*#._-]", ""));
    }

    private static String shown(String text) {
        return cut(text.replaceAll("\\p{Cntrl}", " ").strip());
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
