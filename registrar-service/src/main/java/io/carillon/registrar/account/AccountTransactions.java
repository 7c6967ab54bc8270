package io.carillon.registrar.account;

import io.carillon.config.sip.SipConf;
import io.carillon.facts.ConfigurationFact.AccountChanged;
import io.carillon.facts.ConfigurationFact.Change;
import io.carillon.facts.ConfigurationFact.Origin;
import io.carillon.facts.Fact;
import io.carillon.facts.FactId;
import io.carillon.facts.RegistrationFact.Removal;
import io.carillon.facts.outbox.Outbox;
import io.carillon.registrar.location.BindingCommand;
import io.carillon.registrar.location.LocationDatabase;
import io.carillon.registrar.registration.AddressOfRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Changes of accounts: rows, the bindings of accounts that may no longer have any, and the facts that tell of both become
 * true together.
 */
@ApplicationScoped
class AccountTransactions {
    private static final Outbox OUTBOX = Outbox.of("location");

    private final UserTransaction user;
    private final DataSource database;
    private final InstantSource clock;

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    AccountTransactions(UserTransaction user, DataSource database, InstantSource clock) {
        this.user = user;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Runs the work and commits, unless it asked for a rollback or threw.
     *
     * @throws SQLException if the database failed; nothing has changed then
     */
    <T> T call(Work<T> work) throws SQLException {
        try {
            user.begin();
            try {
                Result<T> result = run(work);
                if (result.rolledBack()) {
                    user.rollback();
                } else {
                    user.commit();
                }
                return result.value();
            } finally {
                if (user.getStatus() != Status.STATUS_NO_TRANSACTION) {
                    user.rollback();
                }
            }
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException failed) {
            throw new SQLException("the accounts were not committed: " + failed.getMessage(), failed);
        } catch (NotSupportedException | SystemException impossible) {
            throw new IllegalStateException("no transaction", impossible);
        }
    }

    private record Result<T>(T value, boolean rolledBack) {}

    private <T> Result<T> run(Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Transaction transaction = new Transaction(connection);
            T value = work.in(transaction);
            if (!transaction.rolledBack) {
                transaction.tell();
            }
            return new Result<>(value, transaction.rolledBack);
        }
    }

    /** One transaction in progress; for the thread that began it. */
    final class Transaction {
        private final Connection connection;
        private final List<Fact> facts = new ArrayList<>();
        private final List<BindingCommand> removals = new ArrayList<>();
        private boolean rolledBack;

        private Transaction(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        void rollBack() {
            rolledBack = true;
        }

        void create(AccountEntity account) {
            account.persist();
            changed(account, Change.CREATED);
        }

        /** Returns false if nothing of it is new. */
        boolean change(AccountEntity account, AccountDetails details, StoredSecret secret) {
            if (account.details().equals(details) && account.secret().equals(secret)) {
                return false;
            }
            account.details(details);
            account.secret(secret);
            if (details.type().equals("user")) {
                removeBindings(account);
            }
            changed(account, Change.CHANGED);
            return true;
        }

        void delete(AccountEntity account) {
            account.delete();
            removeBindings(account);
            changed(account, Change.DELETED);
        }

        private void removeBindings(AccountEntity account) {
            removals.add(new BindingCommand.Remove(
                    new AddressOfRecord(account.name), Optional.empty(), Removal.ACCOUNT_REMOVED));
        }

        private void changed(AccountEntity account, Change change) {
            Instant now = clock.instant();
            Origin origin = account.isOfTheFile() ? Origin.FILE : Origin.HTTP;
            facts.add(new AccountChanged(FactId.at(now), now, SipConf.FILE, account.name, change, origin));
        }

        private void tell() throws SQLException {
            if (!removals.isEmpty()) {
                LocationDatabase.change(connection, removals);
            }
            OUTBOX.write(connection, facts);
        }
    }
}
