package io.carillon.proxy.call;

import io.carillon.config.Secret;
import io.carillon.proxy.dialplan.Executed;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an application is given, for people to see: passwords that the plan's author has written there are masked. */
public final class ShownArguments {
    /** {@code SIP/user:password@host}, as chan_sip takes it. */
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)(sips?[:/][^\\s:@,&/]*):[^\\s@,&]+@");

    /** Where an application begins with a password: all up to the next argument. */
    private static final Pattern FIRST = Pattern.compile("^[^,|]+");

    private ShownArguments() {}

    static String of(Executed executed) {
        return of(executed.application(), executed.arguments());
    }

    public static String of(String application, String arguments) {
        String shown = switch (application.toLowerCase(Locale.ROOT)) {
            case "authenticate", "disa" -> FIRST.matcher(arguments).replaceFirst(Secret.MASK);
            default -> arguments;
        };
        return CREDENTIALS.matcher(shown).replaceAll("$1:" + Secret.MASK + "@");
    }
}
