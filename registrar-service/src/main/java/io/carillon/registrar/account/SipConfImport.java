package io.carillon.registrar.account;

import io.carillon.config.Position;
import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.RecordedSources;
import io.carillon.config.Sources;
import io.carillon.config.sip.Account;
import io.carillon.config.sip.SipConf;
import io.carillon.facts.ConfigurationFact.Change;
import io.carillon.facts.revision.ConfigurationRevisions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes {@code sip.conf} into the database: its revision, its accounts and the facts of what changed, in one transaction.
 * A wrong file changes nothing. Replicas that do so at once take turns, and all but the first find it done. Blocks.
 */
@ApplicationScoped
public class SipConfImport {
    private final AccountTransactions transactions;
    private final ConfigurationRevisions revisions;
    private final Providers providers;

    /** What became of the file. */
    public sealed interface Imported {

        /** It is in force. */
        record Done(
                long revision,
                List<String> created,
                List<String> changed,
                List<String> deleted,
                Besides besides,
                List<Problem> warnings)
                implements Imported {}

        /** Whatever was in force still is. */
        record Rejected(List<Problem> errors, List<Problem> warnings) implements Imported {}
    }

    /**
     * What else is another than in the revision before.
     *
     * @param general {@code [general]}
     * @param registrations the lines {@code register =>}, but for their passwords
     */
    public record Besides(boolean general, boolean registrations) {
        static Besides of(Optional<SipConf> before, SipConf after) {
            return new Besides(
                    !before.map(SipConf::general).equals(Optional.of(after.general())),
                    !before.map(Besides::lines).orElse(List.of()).equals(lines(after)));
        }

        private static List<List<Object>> lines(SipConf conf) {
            return conf.registrations().stream()
                    .map(line -> List.<Object>of(
                            line.user(),
                            line.domain(),
                            line.authenticationUser(),
                            line.host(),
                            line.port(),
                            line.extension(),
                            line.expiry()))
                    .toList();
        }
    }

    SipConfImport(AccountTransactions transactions, ConfigurationRevisions revisions, Providers providers) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.providers = providers;
    }

    /**
     * Reads the file and what it includes.
     *
     * @throws SQLException if PostgreSQL is away
     */
    public Imported read(Sources directory) throws SQLException {
        RecordedSources read = new RecordedSources(directory);
        return switch (SipConf.read(read)) {
            case Reading.Rejected<SipConf>(List<Problem> errors, List<Problem> warnings) ->
                new Imported.Rejected(errors, warnings);
            case Reading.Loaded<SipConf>(SipConf conf, List<Problem> warnings) -> {
                Map<String, String> sources = SipConf.REDACTION.apply(read.texts());
                Besides besides = Besides.of(latest(), conf);
                yield transactions.call(transaction -> take(transaction, conf, sources, besides, warnings));
            }
        };
    }

    private Optional<SipConf> latest() throws SQLException {
        return revisions.latest(SipConf.FILE).flatMap(revision -> switch (SipConf.read(
                Sources.of(revision.sources()))) {
            case Reading.Loaded<SipConf>(SipConf conf, List<Problem> _) -> Optional.of(conf);
            case Reading.Rejected<SipConf> _ -> Optional.empty();
        });
    }

    private Imported take(
            AccountTransactions.Transaction transaction,
            SipConf conf,
            Map<String, String> sources,
            Besides besides,
            List<Problem> warnings)
            throws SQLException {
        // First: it is what makes replicas take turns.
        long revision = revisions.commit(transaction.connection(), SipConf.FILE, sources);
        Map<String, AccountEntity> stored = new HashMap<>();
        AccountEntity.<AccountEntity>streamAll().forEach(account -> stored.put(account.name, account));
        List<Problem> taken = taken(conf, stored);
        if (!taken.isEmpty()) {
            transaction.rollBack();
            return new Imported.Rejected(taken, warnings);
        }
        String realm = conf.general().realm();
        Map<Change, List<String>> names = new EnumMap<>(Change.class);
        for (Account account : conf.accounts()) {
            put(transaction, account, Optional.ofNullable(stored.remove(account.name())), realm)
                    .ifPresent(change -> names.computeIfAbsent(change, _ -> new ArrayList<>())
                            .add(account.name()));
        }
        Map<Boolean, List<AccountEntity>> others =
                stored.values().stream().collect(Collectors.partitioningBy(AccountEntity::isOfTheFile));
        providers.put(transaction.connection(), conf);
        List<AccountEntity> gone = others.getOrDefault(true, List.of());
        gone.forEach(transaction::delete);
        List<Problem> all = new ArrayList<>(warnings);
        lockedOut(others.getOrDefault(false, List.of()), realm).ifPresent(all::add);
        return new Imported.Done(
                revision,
                names.getOrDefault(Change.CREATED, List.of()),
                names.getOrDefault(Change.CHANGED, List.of()),
                gone.stream().map(account -> account.name).sorted().toList(),
                besides,
                all);
    }

    /** Names that accounts made over HTTP have: the file must not take them over unseen. */
    private static List<Problem> taken(SipConf conf, Map<String, AccountEntity> stored) {
        return conf.accounts().stream()
                .filter(account -> stored.containsKey(account.name())
                        && !stored.get(account.name()).isOfTheFile())
                .map(account -> Problem.error(
                        account.at(),
                        "[" + account.name() + "] is an account that was made over HTTP: delete it first"))
                .toList();
    }

    private static Optional<Change> put(
            AccountTransactions.Transaction transaction, Account account, Optional<AccountEntity> known, String realm) {
        AccountDetails details = FileAccounts.details(account);
        StoredSecret secret = FileAccounts.secret(account, realm);
        if (known.isEmpty()) {
            transaction.create(AccountEntity.create(account.name(), AccountEntity.FILE, details, secret));
            return Optional.of(Change.CREATED);
        }
        return transaction.change(known.get(), details, secret) ? Optional.of(Change.CHANGED) : Optional.empty();
    }

    /** A realm is part of every HA1; those of accounts made over HTTP cannot be made anew without their passwords. */
    private static Optional<Problem> lockedOut(List<AccountEntity> madeOverHttp, String realm) {
        long locked = madeOverHttp.stream()
                .filter(account -> account.ha1Md5 != null && !account.realm.equals(realm))
                .count();
        return locked == 0
                ? Optional.empty()
                : Optional.of(Problem.warning(
                        new Position(SipConf.FILE, 1, 1),
                        locked + " accounts made over HTTP have their secrets in another realm than " + realm
                                + ": set them again"));
    }
}
