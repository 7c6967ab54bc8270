package io.carillon.config.sip;

import io.carillon.config.Position;
import io.carillon.config.Problems;
import io.carillon.config.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An account while it is read; begins with what {@code [general]} says. */
final class AccountDraft extends CommonDraft {
    final String name;
    final Position at;
    final List<AccessList.Rule> permitted = new ArrayList<>();
    final List<AccessList.Rule> permittedContacts = new ArrayList<>();
    final List<MailboxName> mailboxes = new ArrayList<>();
    final Map<String, String> variables = new LinkedHashMap<>();
    Optional<AccountType> type = Optional.empty();
    boolean typeGiven;
    Optional<Host> host = Optional.empty();
    OptionalInt port = OptionalInt.empty();
    Optional<Secret> secret = Optional.empty();
    Position secretAt;
    Optional<Secret> md5secret = Optional.empty();
    Optional<Secret> remoteSecret = Optional.empty();
    Optional<String> username = Optional.empty();
    Optional<String> fromUser = Optional.empty();
    CallerId callerId = CallerId.NONE;
    OptionalInt callLimit = OptionalInt.empty();
    boolean anonymous;

    AccountDraft(String name, Position at, CommonDraft defaults) {
        super(defaults);
        this.name = name;
        this.at = at;
        this.secretAt = at;
    }

    /** Empty for a section that is no account, of which a warning tells. */
    Optional<Account> build(Problems problems) {
        if (type.isEmpty()) {
            if (!typeGiven) {
                problems.warning(at, "[" + name + "] has no type (friend, user or peer) and is no account");
            }
            return Optional.empty();
        }
        if (host.isEmpty()) {
            problems.warning(at, "[" + name + "] has no host and is taken as host=dynamic");
        }
        if (codecs.codecs().isEmpty()) {
            problems.warning(at, "no codec is allowed for [" + name + "]: every call is refused with 488");
        }
        Host where = host.<Host>map(this::withPort).orElseGet(Host.Dynamic::new);
        PasswordReview.tell(this, where, problems);
        return Optional.of(new Account(
                name,
                type.get(),
                new Account.Credentials(secret, md5secret, username, fromUser, fromDomain, remoteSecret, insecure),
                new Account.Contacts(
                        where,
                        maxContacts,
                        nat,
                        new AccessList(permitted),
                        new AccessList(permittedContacts),
                        outboundProxy,
                        qualify.map(limit -> new Qualify(limit, qualifyEvery))),
                new Account.Calls(
                        context, callerId, mailboxes, language, callLimit, busyLevel, variables, sessionTimers),
                media(),
                new Account.Identity(sentIdentity, trustIdentity, anonymous),
                at));
    }

    private Host withPort(Host written) {
        return switch (written) {
            case Host.Dynamic dynamic -> dynamic;
            case Host.Fixed fixed -> fixed.port().isPresent() ? fixed : new Host.Fixed(fixed.name(), port);
        };
    }
}
