package io.carillon.registrar.account;

import io.carillon.config.Secret;
import io.carillon.config.sip.AccessList;
import io.carillon.config.sip.Account;
import io.carillon.config.sip.Codec;
import io.carillon.config.sip.DirectMedia;
import io.carillon.config.sip.Host;
import io.carillon.config.sip.MailboxName;
import io.carillon.config.sip.SentIdentity;
import io.carillon.config.sip.SessionTimers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Sections of {@code sip.conf} as rows. */
final class FileAccounts {

    private FileAccounts() {}

    static StoredSecret secret(Account account, String realm) {
        Optional<Secret> hashed = account.credentials().md5secret();
        if (hashed.isPresent()) {
            return StoredSecret.ofMd5(realm, hashed.get().reveal().toLowerCase(Locale.ROOT));
        }
        return account.credentials()
                .secret()
                .map(secret -> StoredSecret.of(account.name(), realm, secret.reveal()))
                .orElseGet(() -> StoredSecret.none(realm));
    }

    static AccountDetails details(Account account) {
        Optional<Host.Fixed> fixed =
                account.contacts().host() instanceof Host.Fixed host ? Optional.of(host) : Optional.empty();
        OptionalInt port = fixed.map(Host.Fixed::port).orElse(OptionalInt.empty());
        return new AccountDetails(
                lower(account.type()),
                fixed.map(Host.Fixed::name).orElse(null),
                port.isPresent() ? port.getAsInt() : null,
                account.contacts().maximum(),
                account.calls().context(),
                account.calls().callerId().name().orElse(null),
                account.calls().callerId().number().orElse(null),
                account.calls().mailboxes().stream().map(MailboxName::toString).toList(),
                account.calls().language().orElse(null),
                account.media().codecs().stream().map(Codec::asteriskName).toList(),
                lower(account.media().dtmf()),
                lower(account.contacts().nat().forceRport()),
                lower(account.contacts().nat().symmetricMedia()),
                directMedia(account.media().directMedia()),
                settings(account));
    }

    static List<String> directMedia(DirectMedia direct) {
        if (!direct.allowed()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of("yes"));
        if (direct.notBehindNat()) {
            words.add("nonat");
        }
        if (direct.byUpdate()) {
            words.add("update");
        }
        if (direct.outgoingOnly()) {
            words.add("outgoing");
        }
        return words;
    }

    private static Map<String, Object> settings(Account account) {
        Map<String, Object> settings = new TreeMap<>();
        Account.Credentials credentials = account.credentials();
        credentials.username().ifPresent(text -> settings.put("defaultuser", text));
        credentials.fromUser().ifPresent(text -> settings.put("fromuser", text));
        credentials.fromDomain().ifPresent(text -> settings.put("fromdomain", text));
        if (credentials.insecure().port()) {
            settings.put("insecure_port", true);
        }
        if (credentials.insecure().invite()) {
            settings.put("insecure_invite", true);
        }
        Account.Contacts contacts = account.contacts();
        access("access", contacts.permitted(), settings);
        access("contactaccess", contacts.permittedContacts(), settings);
        contacts.outboundProxy().ifPresent(text -> settings.put("outboundproxy", text));
        contacts.qualify().ifPresent(qualify -> {
            settings.put("qualify_ms", (int) qualify.limit().toMillis());
            settings.put("qualify_seconds", (int) qualify.every().toSeconds());
        });
        Account.Calls calls = account.calls();
        calls.limit().ifPresent(limit -> settings.put("call_limit", limit));
        calls.busyLevel().ifPresent(level -> settings.put("busylevel", level));
        if (!calls.variables().isEmpty()) {
            settings.put("setvar", new TreeMap<>(calls.variables()));
        }
        sessionTimers(calls.sessionTimers(), settings);
        identity(account.identity(), settings);
        return settings;
    }

    private static void identity(Account.Identity identity, Map<String, Object> settings) {
        if (identity.sent() != SentIdentity.NONE) {
            settings.put("sendrpid", lower(identity.sent()));
        }
        if (identity.trusted()) {
            settings.put("trustrpid", true);
        }
        if (identity.anonymous()) {
            settings.put("anonymous", true);
        }
    }

    private static void access(String name, AccessList list, Map<String, Object> settings) {
        if (!list.isOpen()) {
            settings.put(
                    name, list.rules().stream().map(AccessList.Rule::toString).toList());
        }
    }

    private static void sessionTimers(SessionTimers timers, Map<String, Object> settings) {
        if (!timers.equals(SessionTimers.DEFAULT)) {
            settings.put("session_timers", lower(timers.mode()));
            settings.put("session_expires", (int) timers.expires().toSeconds());
            settings.put("session_minse", (int) timers.minimum().toSeconds());
            settings.put("session_refresher", lower(timers.refresher()));
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
