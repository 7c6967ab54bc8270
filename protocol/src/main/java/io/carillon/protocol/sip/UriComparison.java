package io.carillon.protocol.sip;

import io.carillon.protocol.sip.Parameters.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When two SIP URIs are equivalent (RFC 3261 §19.1.4). */
final class UriComparison {
    /** These must be in both URIs or in neither; any other parameter only has to agree where both have it. */
    private static final List<String> ALL_OR_NOTHING = List.of("user", "ttl", "method", "maddr", "transport");

    private UriComparison() {}

    static boolean equivalent(SipUri a, SipUri b) {
        return a.secure() == b.secure()
                && unescaped(a.user()).equals(unescaped(b.user()))
                && a.host().equalsIgnoreCase(b.host())
                && a.port().equals(b.port())
                && parametersAgree(a.parameters(), b.parameters())
                && headersAgree(a.headers(), b.headers());
    }

    private static boolean parametersAgree(Parameters a, Parameters b) {
        if (a.isEmpty() && b.isEmpty()) {
            return true;
        }
        for (String name : ALL_OR_NOTHING) {
            if (a.has(name) != b.has(name)) {
                return false;
            }
        }
        for (Parameter parameter : a.entries()) {
            String name = parameter.name();
            if (b.has(name) && !valueIn(a, name).equalsIgnoreCase(valueIn(b, name))) {
                return false;
            }
        }
        return true;
    }

    private static String valueIn(Parameters parameters, String name) {
        return unescaped(parameters.get(name));
    }

    /** Every header must be in both, in any order. */
    private static boolean headersAgree(Optional<String> a, Optional<String> b) {
        if (a.isEmpty() && b.isEmpty()) {
            return true;
        }
        return a.isPresent() && b.isPresent() && Arrays.equals(sortedHeaders(a.get()), sortedHeaders(b.get()));
    }

    private static String[] sortedHeaders(String headers) {
        String[] sorted = headers.toLowerCase(Locale.ROOT).split("&", -1);
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = UserPart.unescaped(sorted[i]);
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** An escaped character equals the character itself. */
    private static String unescaped(Optional<String> text) {
        return UserPart.unescaped(text.orElse(""));
    }
}
