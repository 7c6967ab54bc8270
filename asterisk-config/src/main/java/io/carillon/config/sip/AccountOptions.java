package io.carillon.config.sip;

import static io.carillon.config.Values.given;
import static io.carillon.config.Values.number;

import io.carillon.config.Entry;
import io.carillon.config.OptionTable;
import io.carillon.config.Problems;
import io.carillon.config.Secret;
import io.carillon.config.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Options of accounts alone. */
final class AccountOptions {
    private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");
    private static final int MAX_PORT = 65_535;

    static final OptionTable<AccountDraft> TABLE = new OptionTable<AccountDraft>()
            .including(CommonOptions.TABLE)
            .on(AccountOptions::type, "type")
            .on(AccountOptions::host, "host")
            .on((draft, entry, problems) -> draft.port = number(entry, 1, MAX_PORT, problems), "port", "defaultport")
            .on(AccountOptions::secret, "secret")
            .on(AccountOptions::md5secret, "md5secret")
            .on((draft, entry, problems) -> draft.remoteSecret = given(entry).map(Secret::new), "remotesecret")
            .on(AccountOptions::username, "username", "defaultuser")
            .on((draft, entry, problems) -> draft.fromUser = given(entry), "fromuser")
            .on((draft, entry, problems) -> draft.callerId = CallerIdText.read(entry.value(), problems), "callerid")
            .on(AccountOptions::callerName, "fullname")
            .on(AccountOptions::callerNumber, "cid_number")
            .on(AccountOptions::mailboxes, "mailbox")
            .on(
                    (draft, entry, problems) -> draft.callLimit = CommonOptions.calls(entry, problems),
                    "call-limit",
                    "incominglimit")
            .on((draft, entry, problems) -> permit(draft.permitted, true, entry, problems), "permit")
            .on((draft, entry, problems) -> permit(draft.permitted, false, entry, problems), "deny")
            .on((draft, entry, problems) -> permit(draft.permittedContacts, true, entry, problems), "contactpermit")
            .on((draft, entry, problems) -> permit(draft.permittedContacts, false, entry, problems), "contactdeny")
            .on(AccountOptions::variable, "setvar")
            .on(AccountOptions::presentation, "callingpres")
            .withoutEffect(
                    "accountcode",
                    "acl",
                    "amaflags",
                    "auth",
                    "autocreatepeer",
                    "callbackextension",
                    "calltype",
                    "cc_agent_policy",
                    "cc_monitor_policy",
                    "cid_tag",
                    "contactacl",
                    "defaultip",
                    "description",
                    "directmediaacl",
                    "directmediadeny",
                    "directmediapermit",
                    "disallowed_methods",
                    "hasiax",
                    "hassip",
                    "hasvoicemail",
                    "ignore_requested_pref",
                    "keepalive",
                    "lastms",
                    "mask",
                    "maxexpiry",
                    "minexpiry",
                    "defaultexpiry",
                    "regexten",
                    "regserver",
                    "srvlookup",
                    "subscribemwi",
                    "tonezone",
                    "trunkname",
                    "unsolicited_mailbox",
                    "useragent");

    private AccountOptions() {}

    private static void type(AccountDraft draft, Entry entry, Problems problems) {
        draft.typeGiven = true;
        switch (entry.value().value().toLowerCase(Locale.ROOT)) {
            case "friend" -> draft.type = Optional.of(AccountType.FRIEND);
            case "user" -> draft.type = Optional.of(AccountType.USER);
            case "peer" -> draft.type = Optional.of(AccountType.PEER);
            default -> problems.error(entry.value().at(), "type is friend, user or peer");
        }
    }

    private static void host(AccountDraft draft, Entry entry, Problems problems) {
        if (entry.value().value().equalsIgnoreCase("dynamic")) {
            draft.host = Optional.of(new Host.Dynamic());
            return;
        }
        Endpoint.parse(entry.value().value())
                .ifPresentOrElse(
                        endpoint -> draft.host = Optional.of(new Host.Fixed(endpoint.host(), endpoint.port())),
                        () -> problems.error(entry.value().at(), "host is dynamic, an address or a name"));
    }

    private static void secret(AccountDraft draft, Entry entry, Problems problems) {
        draft.secret = given(entry).map(Secret::new);
        draft.secretAt = entry.value().at();
        if (entry.value().isEmpty()) {
            problems.warning(entry.value().at(), "an empty secret is no secret");
        }
    }

    private static void md5secret(AccountDraft draft, Entry entry, Problems problems) {
        Optional<String> value = given(entry);
        if (value.isPresent()
                && !MD5.matcher(value.get()).matches()
                && !value.get().equals(Secret.MASK)) {
            problems.error(entry.value().at(), "md5secret is the MD5 of user:realm:password as 32 hexadecimal digits");
            return;
        }
        draft.md5secret = value.map(Secret::new);
    }

    /** {@code username[@realm]}; the realm was never more than a decoration. */
    private static void username(AccountDraft draft, Entry entry, Problems problems) {
        draft.username = given(entry).map(value -> value.split("@", 2)[0]);
    }

    private static void callerName(AccountDraft draft, Entry entry, Problems problems) {
        draft.callerId = new CallerId(given(entry), draft.callerId.number());
    }

    private static void callerNumber(AccountDraft draft, Entry entry, Problems problems) {
        draft.callerId = new CallerId(draft.callerId.name(), given(entry));
    }

    private static void mailboxes(AccountDraft draft, Entry entry, Problems problems) {
        for (Text part : entry.value().split(",&")) {
            int at = part.value().indexOf('@');
            String number =
                    at < 0 ? part.value() : part.value().substring(0, at).strip();
            String context = at < 0 ? "" : part.value().substring(at + 1).strip();
            if (number.isEmpty()) {
                problems.error(part.at(), "mailbox is number or number@context");
            } else {
                draft.mailboxes.add(new MailboxName(number, context.isEmpty() ? MailboxName.DEFAULT_CONTEXT : context));
            }
        }
    }

    private static void permit(List<AccessList.Rule> rules, boolean permit, Entry entry, Problems problems) {
        for (Text part : entry.value().split(",")) {
            boolean negated = part.value().startsWith("!");
            Network.parse(negated ? part.value().substring(1).strip() : part.value())
                    .ifPresentOrElse(
                            network -> rules.add(new AccessList.Rule(permit != negated, network)),
                            () -> problems.error(
                                    part.at(), entry.key() + " is a network such as 192.168.0.0/255.255.255.0"));
        }
    }

    /** Q.931 has several shades of both; what they share is whether the callee is told. */
    private static void presentation(AccountDraft draft, Entry entry, Problems problems) {
        String word = entry.value().value().toLowerCase(Locale.ROOT);
        if (word.startsWith("allowed")) {
            draft.anonymous = false;
        } else if (word.startsWith("prohib") || word.equals("unavailable")) {
            draft.anonymous = true;
        } else {
            problems.error(entry.value().at(), "callingpres is allowed_…, prohib_… or unavailable");
        }
    }

    private static void variable(AccountDraft draft, Entry entry, Problems problems) {
        int equals = entry.value().value().indexOf('=');
        if (equals < 1) {
            problems.error(entry.value().at(), "setvar is NAME=value");
            return;
        }
        draft.variables.put(
                entry.value().part(0, equals).strip().value(),
                entry.value().from(equals + 1).strip().value());
    }
}
