package io.carillon.config.sip;

import io.carillon.config.Values;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code host}, {@code host:port}, {@code [2001:db8::1]:port} or a bare IPv6 address. */
record Endpoint(String host, OptionalInt port) {
    private static final Pattern NAME_AND_PORT = Pattern.compile("([\\w.-]{1,253})(?::(\\d{1,5}))?");
    private static final Pattern BRACKETS_AND_PORT = Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})](?::(\\d{1,5}))?");
    private static final int MAX_PORT = 65_535;

    static Optional<Endpoint> parse(String text) {
        if (text.indexOf(':') != text.lastIndexOf(':') && Network.literal(text).isPresent()) {
            return Optional.of(new Endpoint(text.replace("[", "").replace("]", ""), OptionalInt.empty()));
        }
        for (Pattern pattern : new Pattern[] {NAME_AND_PORT, BRACKETS_AND_PORT}) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                String written = matcher.group(2);
                OptionalInt port = written == null ? OptionalInt.empty() : Values.number(written);
                boolean possible = port.stream().allMatch(number -> number > 0 && number <= MAX_PORT);
                return possible ? Optional.of(new Endpoint(matcher.group(1), port)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
