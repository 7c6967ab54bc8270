package io.carillon.registrar.account;

import io.carillon.config.sip.Codec;
import io.carillon.config.sip.DirectMedia;
import io.carillon.config.sip.SipGeneral;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An account as HTTP writes it. What is left out is as {@code [general]} of sip.conf says.
 *
 * @param secret the password; left out, it stays; empty, the account is not challenged
 */
@Schema(description = "An account; what is left out is as [general] of sip.conf says")
public record AccountForm(
        @Nullable String name,
        @Nullable String secret,
        @Nullable String type,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Integer maxContacts,
        @Nullable String context,
        @Nullable String callerName,
        @Nullable String callerNumber,
        @Nullable List<String> mailboxes,
        @Nullable String language,
        @Nullable List<String> codecs,
        @Nullable String dtmfMode,
        @Nullable String forceRport,
        @Nullable String symmetricMedia,
        @Nullable List<String> directMedia) {

    private static final int DEFAULT_CONTACTS = 5;
    private static final int MAX_CONTACTS = 100;
    private static final int MAX_PORT = 65_535;
    /** Of any text; names are also part of URIs and keys. */
    private static final int MAX_LENGTH = 80;

    private static final int MAX_SECRET = 128;
    private static final int MAX_MAILBOXES = 16;
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

    public String nameOrEmpty() {
        return name == null ? "" : name;
    }

    /** The secret, if one was given. */
    public Optional<String> password() {
        return Optional.ofNullable(secret);
    }

    /** The same with the name of the path it was sent to. */
    public AccountForm withName(String path) {
        return new AccountForm(
                path,
                secret,
                type,
                host,
                port,
                maxContacts,
                context,
                callerName,
                callerNumber,
                mailboxes,
                language,
                codecs,
                dtmfMode,
                forceRport,
                symmetricMedia,
                directMedia);
    }

    @Override
    public String toString() {
        return "AccountForm[" + name + "]";
    }

    /** Reads the form, name and secret included, into what would be stored. */
    public Read read(Optional<SipGeneral> general) {
        List<FieldError> errors = new ArrayList<>();
        checkTexts(errors);
        choice("type", type, TYPES, errors);
        choice("dtmfMode", dtmfMode, DTMF_MODES, errors);
        choice("forceRport", forceRport, SWITCHES, errors);
        choice("symmetricMedia", symmetricMedia, SWITCHES, errors);
        range("port", port, MAX_PORT, errors);
        range("maxContacts", maxContacts, MAX_CONTACTS, errors);
        for (String word : directMedia == null ? List.<String>of() : directMedia) {
            choice("directMedia", word, DIRECT_MEDIA, errors);
        }
        for (String codec : codecs == null ? List.<String>of() : codecs) {
            if (codec == null || Codec.named(codec).isEmpty()) {
                errors.add(new FieldError("codecs", "'" + codec + "' is no codec"));
            }
        }
        return errors.isEmpty() ? new Read.Valid(details(general)) : new Read.Invalid(errors);
    }

    private void checkTexts(List<FieldError> errors) {
        if (name == null || !isName(name)) {
            errors.add(new FieldError(
                    "name",
                    "must be 1 to " + MAX_LENGTH + " letters, digits or -_.+ and begin with a letter or digit"));
        } else if (name.equalsIgnoreCase("general")) {
            errors.add(new FieldError("name", "'general' is a section of sip.conf and no account"));
        }
        length("secret", secret, MAX_SECRET, errors);
        length("host", host, MAX_LENGTH, errors);
        length("context", context, MAX_LENGTH, errors);
        length("callerName", callerName, MAX_LENGTH, errors);
        length("callerNumber", callerNumber, MAX_LENGTH, errors);
        length("language", language, MAX_LENGTH, errors);
        List<String> boxes = mailboxes == null ? List.of() : mailboxes;
        if (boxes.size() > MAX_MAILBOXES) {
            errors.add(new FieldError("mailboxes", "are more than " + MAX_MAILBOXES));
        }
        for (String box : boxes) {
            if (box == null || !box.matches("[0-9A-Za-z]{1,40}@[0-9A-Za-z_.-]{1,40}")) {
                errors.add(new FieldError("mailboxes", "'" + box + "' is not NUMBER@CONTEXT"));
            }
        }
    }

    private static boolean isName(String text) {
        return text.length() <= MAX_LENGTH && text.matches("[0-9A-Za-z][0-9A-Za-z_.+-]*");
    }

    private static void length(String field, @Nullable String text, int most, List<FieldError> errors) {
        if (text != null && (text.length() > most || text.chars().anyMatch(Character::isISOControl))) {
            errors.add(new FieldError(field, "must be at most " + most + " characters, none of them a control"));
        }
    }

    private static void range(String field, @Nullable Integer number, int most, List<FieldError> errors) {
        if (number != null && (number < 1 || number > most)) {
            errors.add(new FieldError(field, "must be from 1 to " + most));
        }
    }

    private static void choice(String field, @Nullable String text, Set<String> choices, List<FieldError> errors) {
        if (text != null && !choices.contains(text)) {
            errors.add(new FieldError(
                    field, "must be one of " + choices.stream().sorted().toList()));
        }
    }

    private AccountDetails details(Optional<SipGeneral> general) {
        return new AccountDetails(
                or(type, "friend"),
                host == null || host.equals("dynamic") ? null : host,
                port,
                maxContacts == null ? DEFAULT_CONTACTS : maxContacts,
                or(context, "default"),
                callerName,
                callerNumber,
                mailboxes == null ? List.of() : mailboxes,
                language,
                codecs == null
                        ? general.map(AccountForm::codecs).orElse(List.of("ulaw", "alaw", "gsm"))
                        : named(codecs),
                or(dtmfMode, lower(general.map(g -> g.media().dtmf().name()), "rfc2833")),
                or(forceRport, lower(general.map(g -> g.nat().forceRport().name()), "detect")),
                or(
                        symmetricMedia,
                        lower(general.map(g -> g.nat().symmetricMedia().name()), "no")),
                directMedia == null
                        ? FileAccounts.directMedia(
                                general.map(g -> g.media().directMedia()).orElse(DirectMedia.YES))
                        : directMedia,
                Map.of());
    }

    private static List<String> codecs(SipGeneral general) {
        return general.media().codecs().stream().map(Codec::asteriskName).toList();
    }

    private static List<String> named(List<String> codecs) {
        return codecs.stream()
                .map(codec -> Codec.named(codec).orElseThrow().asteriskName())
                .distinct()
                .toList();
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static String lower(Optional<String> constant, String otherwise) {
        return constant.map(name -> name.toLowerCase(Locale.ROOT)).orElse(otherwise);
    }
}
