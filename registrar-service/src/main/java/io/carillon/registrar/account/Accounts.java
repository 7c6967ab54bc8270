package io.carillon.registrar.account;

import io.carillon.config.sip.SipGeneral;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.exception.ConstraintViolationException;

/** Accounts as HTTP reads and writes them. Blocks. */
@ApplicationScoped
public class Accounts {
    private final AccountTransactions transactions;
    private final SipSettings settings;

    /** What became of a wish to write. */
    public sealed interface Written {
        record Done(AccountView account) implements Written {}

        /** There is one of that name. */
        record Exists() implements Written {}

        /** There is none of that name. */
        record Unknown() implements Written {}

        /** It stands in sip.conf, and only there can it be changed. */
        record OfTheFile() implements Written {}
    }

    Accounts(AccountTransactions transactions, SipSettings settings) {
        this.transactions = transactions;
        this.settings = settings;
    }

    /**
     * Returns accounts in the order of their names.
     *
     * @param after the name behind which to begin
     */
    public List<AccountView> list(String after, int limit) throws SQLException {
        return transactions.call(transaction -> {
            PanacheQuery<AccountEntity> query = AccountEntity.find("name > ?1", Sort.by("name"), after);
            return query.page(0, limit).stream().map(AccountView::of).toList();
        });
    }

    public Optional<AccountView> find(String name) throws SQLException {
        return transactions.call(transaction -> stored(name).map(AccountView::of));
    }

    /** @param secret empty: the account is not challenged */
    public Written create(String name, AccountDetails details, Optional<String> secret) throws SQLException {
        try {
            return transactions.call(transaction -> {
                if (stored(name).isPresent()) {
                    return new Written.Exists();
                }
                AccountEntity account =
                        AccountEntity.create(name, AccountEntity.HTTP, details, secret(name, secret.orElse("")));
                transaction.create(account);
                AccountEntity.flush();
                return new Written.Done(AccountView.of(account));
            });
        } catch (ConstraintViolationException overtaken) {
            return new Written.Exists();
        }
    }

    /** @param secret empty: it stays; the empty text: none from now on */
    public Written change(String name, AccountDetails details, Optional<String> secret) throws SQLException {
        return transactions.call(transaction -> write(stored(name), account -> {
            transaction.change(
                    account, details, secret.map(text -> secret(name, text)).orElseGet(account::secret));
            return new Written.Done(AccountView.of(account));
        }));
    }

    /** Deletes the account and its bindings. */
    public Written delete(String name) throws SQLException {
        return transactions.call(transaction -> write(stored(name), account -> {
            transaction.delete(account);
            return new Written.Done(AccountView.of(account));
        }));
    }

    private static Written write(Optional<AccountEntity> account, Function<AccountEntity, Written> change) {
        if (account.isEmpty()) {
            return new Written.Unknown();
        }
        return account.get().isOfTheFile() ? new Written.OfTheFile() : change.apply(account.get());
    }

    private static Optional<AccountEntity> stored(String name) {
        return AccountEntity.findByIdOptional(name);
    }

    private StoredSecret secret(String name, String password) {
        String realm = settings.current().map(now -> now.value().realm()).orElse(SipGeneral.DEFAULT_REALM);
        return password.isEmpty() ? StoredSecret.none(realm) : StoredSecret.of(name, realm, password);
    }
}
