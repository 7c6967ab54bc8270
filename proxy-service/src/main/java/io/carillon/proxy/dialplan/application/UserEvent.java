package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code UserEvent(name[,key: value…])}: a fact of its own for the rest of the company. */
final class UserEvent implements Application {
    @Override
    public String name() {
        return "UserEvent";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        List<String> all = arguments.all();
        if (all.isEmpty() || all.getFirst().isEmpty()) {
            run.warnOnce("UserEvent takes a name");
            return Outcome.NEXT;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : all.subList(1, all.size())) {
            int colon = field.indexOf(':');
            String key = colon < 0 ? field : field.substring(0, colon);
            fields.put(plain(key), colon < 0 ? "" : plain(field.substring(colon + 1)));
        }
        run.channel().userEvent(plain(all.getFirst()), fields);
        return Outcome.NEXT;
    }

    private static String plain(String text) {
        return Quoting.plain(text).strip();
    }
}
