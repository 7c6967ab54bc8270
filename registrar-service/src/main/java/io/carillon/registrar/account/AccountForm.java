package io.carillon.registrar.account;

import io.carillon.config.sip.Codec;
import io.carillon.config.sip.SipGeneral;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An account as HTTP writes it. What is left out is as {@code [general]} of sip.conf says.
 *
 * @param secret the password; an account that exists keeps its own where it is left out
 * @param open true: the account has no secret, and whoever gives its name is let in
 */
@RegisterForReflection
@Schema(
        description = "An account; what is left out is as [general] of sip.conf says. A new one needs a secret, or says"
                + " \"open\": true and is not challenged")
public record AccountForm(
        @Nullable String name,
        @Nullable String secret,
        @Nullable Boolean open,
        @Nullable String type,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Integer maxContacts,
        @Nullable String context,
        @Nullable String callerName,
        @Nullable String callerNumber,
        @Nullable List<@Nullable String> mailboxes,
        @Nullable String language,
        @Nullable List<@Nullable String> codecs,
        @Nullable String dtmfMode,
        @Nullable String forceRport,
        @Nullable String symmetricMedia,
        @Nullable List<@Nullable String> directMedia) {

    private static final int DEFAULT_CONTACTS = 5;
    private static final int MAX_CONTACTS = 100;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_TEXT = 80;
    private static final int MAX_SECRET = 128;
    private static final int MAX_ENTRIES = 32;
    /** A name is also the user of a URI and the key of events. */
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_.+-]{0,79}");

    private static final Pattern MAILBOX = Pattern.compile("[0-9A-Za-z]{1,40}@[0-9A-Za-z_.-]{1,40}");
    private static final Set<String> TYPES = Set.of("user", "peer", "friend");
    private static final Set<String> SWITCHES = Set.of("no", "yes", "detect");
    private static final Set<String> DTMF_MODES = Set.of("rfc2833", "info", "inband", "auto");
    private static final Set<String> DIRECT_MEDIA = Set.of("yes", "nonat", "update", "outgoing");

    /** What is wrong with one field. */
    public record FieldError(String field, String message) {}

    /** The form as far as it could be read. */
    public sealed interface Read {
        record Valid(AccountDetails details) implements Read {}

        record Invalid(List<FieldError> errors) implements Read {}
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "AccountForm[" + name + "]";
    }

    public String nameOrEmpty() {
        return or(name, "");
    }

    /** The secret, if one was given; the empty text for none from now on. */
    public Optional<String> password() {
        return isOpen() ? Optional.of("") : Optional.ofNullable(secret);
    }

    private boolean isOpen() {
        return Boolean.TRUE.equals(open);
    }

    /**
     * Reads the form into what would be stored.
     *
     * @param path the name in the path it was sent to; empty if it makes a new account
     */
    public Read read(Optional<String> path, Optional<SipGeneral> general) {
        FieldChecks checks = new FieldChecks();
        checkName(path, checks);
        checks.text("secret", secret, MAX_SECRET);
        checkSecret(path, checks);
        checks.choice("type", type, TYPES);
        checks.text("host", host, MAX_TEXT);
        checks.range("port", port, MAX_PORT);
        checks.range("maxContacts", maxContacts, MAX_CONTACTS);
        checks.text("context", context, MAX_TEXT);
        checks.text("callerName", callerName, MAX_TEXT);
        checks.text("callerNumber", callerNumber, MAX_TEXT);
        checks.each(
                "mailboxes", mailboxes, MAX_ENTRIES, box -> MAILBOX.matcher(box).matches(), "NUMBER@CONTEXT");
        checks.text("language", language, MAX_TEXT);
        checks.each("codecs", codecs, MAX_ENTRIES, codec -> Codec.named(codec).isPresent(), "a codec");
        checks.choice("dtmfMode", dtmfMode, DTMF_MODES);
        checks.choice("forceRport", forceRport, SWITCHES);
        checks.choice("symmetricMedia", symmetricMedia, SWITCHES);
        checks.each("directMedia", directMedia, MAX_ENTRIES, DIRECT_MEDIA::contains, "yes, nonat, update or outgoing");
        if (directMedia != null && !directMedia.isEmpty() && !"yes".equals(directMedia.getFirst())) {
            checks.wrong("directMedia", "must begin with yes, or be empty");
        }
        return checks.errors().isEmpty()
                ? new Read.Valid(details(general.map(AccountDefaults::of).orElse(AccountDefaults.BUILT_IN)))
                : new Read.Invalid(checks.errors());
    }

    private void checkName(Optional<String> path, FieldChecks checks) {
        if (path.isPresent()) {
            if (!or(name, path.get()).equals(path.get())) {
                checks.wrong("name", "is not that of the path");
            }
        } else if (!NAME.matcher(nameOrEmpty()).matches()) {
            checks.wrong("name", "must be 1 to 80 letters, digits or _.+- and begin with a letter or digit");
        } else if (nameOrEmpty().equalsIgnoreCase("general")) {
            checks.wrong("name", "'general' is a section of sip.conf and no account");
        }
    }

    /** An account that lets everybody in is made on purpose and never by leaving something out. */
    private void checkSecret(Optional<String> path, FieldChecks checks) {
        boolean blank = secret == null || secret.isBlank();
        boolean kept = path.isPresent() && secret == null;
        if (isOpen() && !blank) {
            checks.wrong("open", "is true beside a secret: it is one or the other");
        } else if (!isOpen() && blank && !kept) {
            checks.wrong("secret", "is missing; an account that lets everybody in says \"open\": true");
        }
    }

    private AccountDetails details(AccountDefaults defaults) {
        return new AccountDetails(
                or(type, "friend"),
                host == null || host.equals("dynamic") ? null : host,
                port,
                maxContacts == null ? DEFAULT_CONTACTS : maxContacts,
                or(context, defaults.context()),
                callerName,
                callerNumber,
                entries(mailboxes, List.of()),
                language,
                entries(codecs, defaults.codecs()).stream()
                        .flatMap(codec -> Codec.named(codec).stream())
                        .map(Codec::asteriskName)
                        .distinct()
                        .toList(),
                or(dtmfMode, defaults.dtmfMode()),
                or(forceRport, defaults.forceRport()),
                or(symmetricMedia, defaults.symmetricMedia()),
                entries(directMedia, defaults.directMedia()),
                Map.of());
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static List<String> entries(@Nullable List<@Nullable String> given, List<String> otherwise) {
        return given == null
                ? otherwise
                : given.stream().flatMap(Stream::ofNullable).toList();
    }
}
