package io.carillon.proxy.dialplan;

import io.carillon.config.extensions.ExtensionsConf;

/** A dial plan made ready to run. */
public final class Plan {
    private final ExtensionsConf conf;

    private Plan(ExtensionsConf conf) {
        this.conf = conf;
    }

    public static Plan of(ExtensionsConf conf) {
        return new Plan(conf);
    }

    /** Whether a call of this caller to this extension has a first priority to run. */
    public boolean has(String context, String extension, String callerNumber) {
        return conf.context(context).stream()
                .flatMap(found -> found.extensions().stream())
                .anyMatch(found -> found.name().equals(extension)
                        && found.callerId().map(callerNumber::equals).orElse(true));
    }
}
