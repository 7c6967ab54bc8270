package io.carillon.proxy.account;

import io.carillon.config.Secret;
import io.carillon.config.sip.Qualify;
import io.carillon.config.sip.SentIdentity;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.digest.SealedSecrets;
import java.net.Inet6Address;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/** What the published views say of providers; opens the passwords in them. Any thread. */
final class ProviderRows {
    private static final Logger LOG = Logger.getLogger(ProviderRows.class);

    private final SealedSecrets secrets;

    ProviderRows(SealedSecrets secrets) {
        this.secrets = secrets;
    }

    Provider provider(ResultSet row) throws SQLException {
        return new Provider(
                host(row),
                text(row, "defaultuser"),
                text(row, "fromuser"),
                text(row, "fromdomain"),
                secret(row, row.getString("name")),
                row.getBoolean("insecure_port"),
                row.getBoolean("insecure_invite"),
                text(row, "outboundproxy").flatMap(ProviderRows::proxy),
                qualify(row),
                text(row, "sendrpid")
                        .map(name -> SentIdentity.valueOf(name.toUpperCase(Locale.ROOT)))
                        .orElse(SentIdentity.NONE),
                row.getBoolean("trustrpid"));
    }

    private static Optional<HostPort> host(ResultSet row) throws SQLException {
        OptionalInt port = number(row, "port");
        return text(row, "host").map(host -> new HostPort(bracketed(host), port));
    }

    ProviderLine line(ResultSet row) throws SQLException {
        OptionalInt seconds = number(row, "expiry_seconds");
        return new ProviderLine(
                row.getString("name"),
                row.getString("username"),
                text(row, "domain"),
                text(row, "auth_username"),
                secret(row, row.getString("name")),
                bracketed(row.getString("host")),
                number(row, "port"),
                row.getString("extension"),
                seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty());
    }

    private Optional<Secret> secret(ResultSet row, String owner) throws SQLException {
        Optional<String> sealed = text(row, "sealed");
        Optional<String> open = sealed.flatMap(text -> secrets.open(owner, text));
        if (sealed.isPresent() && open.isEmpty()) {
            LOG.warnf(
                    "The password for %s was sealed with another key: read sip.conf again at a registrar with this key",
                    owner);
        }
        return open.map(Secret::new);
    }

    /** {@code host[:port]}, also with chan_sip's words {@code sip:} before and {@code ,force} behind. */
    private static Optional<HostPort> proxy(String written) {
        String bare = written.split("[,;]", 2)[0].strip();
        Optional<HostPort> read =
                SipUri.tryParse(bare.startsWith("sip:") ? bare : "sip:" + bare).map(SipUri::hostPort);
        if (read.isEmpty()) {
            LOG.warnf("outboundproxy=%s is no host and is not used", written);
        }
        return read;
    }

    private static String bracketed(String host) {
        return HostPort.addressOf(host)
                .filter(Inet6Address.class::isInstance)
                .map(HostPort::hostOf)
                .orElse(host);
    }

    private static Optional<Qualify> qualify(ResultSet row) throws SQLException {
        OptionalInt limit = number(row, "qualify_ms");
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        // A registrar from before qualifyfreq wrote none.
        OptionalInt seconds = number(row, "qualify_seconds");
        Duration every = seconds.isPresent() ? Duration.ofSeconds(seconds.getAsInt()) : Qualify.USUALLY_EVERY;
        return Optional.of(new Qualify(Duration.ofMillis(limit.getAsInt()), every));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static OptionalInt number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
