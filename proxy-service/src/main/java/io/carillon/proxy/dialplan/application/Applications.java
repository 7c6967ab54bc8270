package io.carillon.proxy.dialplan.application;

import io.carillon.config.extensions.ApplicationNames;
import java.util.Locale;
import java.util.Set;

/** The applications that Carillon has. */
public final class Applications {
    private static final Set<String> HERE = Set.of(
            "answer",
            "ringing",
            "progress",
            "wait",
            "hangup",
            "busy",
            "congestion",
            "goto",
            "gotoif",
            "set",
            "noop",
            "verbose",
            "dial");

    /** For the reader of the plan, which warns of what is missing. */
    public static final ApplicationNames NAMES = name -> HERE.contains(name.toLowerCase(Locale.ROOT))
            ? ApplicationNames.Support.HERE
            : ApplicationNames.Support.LATER;

    private Applications() {}
}
