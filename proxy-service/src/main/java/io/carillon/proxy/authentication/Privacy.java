package io.carillon.proxy.authentication;

import io.carillon.protocol.sip.SipMessage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Whether a message asks that its sender be kept from those who get it (RFC 3323 §4.2, RFC 3325 §9.3). */
public final class Privacy {
    public static final String HEADER = "Privacy";

    /** Keep the asserted identity from whoever is not trusted. */
    public static final String ID = "id";

    private static final Set<String> HIDING = Set.of(ID, "user", "header");

    private Privacy() {}

    public static boolean isAsked(SipMessage message) {
        return message.headers(HEADER).stream()
                .flatMap(value -> Arrays.stream(value.split("[;,]")))
                .anyMatch(word -> HIDING.contains(word.strip().toLowerCase(Locale.ROOT)));
    }
}
