package io.carillon.config.sip;

import io.carillon.config.Entry;
import io.carillon.config.Problems;
import io.carillon.config.Secret;
import io.carillon.config.Text;
import io.carillon.config.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes {@code [transport://]user[@domain][:secret[:authuser]]@host[:port][/extension][~expiry]} apart. */
final class RegistrationLine {
    private static final String SCHEME = "://";

    private RegistrationLine() {}

    static Optional<Registration> read(Entry entry, Problems problems) {
        Text line = entry.value();
        int scheme = line.value().indexOf(SCHEME);
        Text rest = scheme < 0 ? line : line.from(scheme + SCHEME.length());
        int at = rest.value().lastIndexOf('@');
        if (at < 1) {
            problems.error(line.at(), "register is user:secret@host, with more parts where they are needed");
            return Optional.empty();
        }
        Text who = rest.part(0, at);
        Text where = rest.from(at + 1);
        int tilde = where.value().indexOf('~');
        OptionalInt seconds =
                tilde < 0 ? OptionalInt.empty() : Values.number(where.value().substring(tilde + 1));
        if (tilde >= 0 && seconds.isEmpty()) {
            problems.error(where.at(tilde + 1), "behind ~ stands the expiry in seconds");
            return Optional.empty();
        }
        Text target = tilde < 0 ? where : where.part(0, tilde);
        int slash = target.value().indexOf('/');
        Optional<Endpoint> host =
                Endpoint.parse(slash < 0 ? target.value() : target.value().substring(0, slash));
        if (host.isEmpty()) {
            problems.error(target.at(), "this is neither a host nor host:port");
            return Optional.empty();
        }
        String extension = slash < 0 ? "s" : target.value().substring(slash + 1);
        Optional<Duration> expiry =
                seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty();
        return Optional.of(registration(who, host.get(), extension, expiry, entry));
    }

    private static Registration registration(
            Text who, Endpoint host, String extension, Optional<Duration> expiry, Entry entry) {
        List<Text> parts = who.split(":");
        String[] user = parts.getFirst().value().split("@", 2);
        return new Registration(
                user[0],
                user.length > 1 ? Optional.of(user[1]) : Optional.empty(),
                part(parts, 1).map(Secret::new),
                part(parts, 2),
                host.host(),
                host.port(),
                extension,
                expiry,
                entry.at());
    }

    private static Optional<String> part(List<Text> parts, int index) {
        return parts.size() > index && !parts.get(index).isEmpty()
                ? Optional.of(parts.get(index).value())
                : Optional.empty();
    }
}
