package io.carillon.registrar.account;

import io.carillon.config.sip.AccessList;
import io.carillon.config.sip.AccountType;
import io.carillon.facts.schema.ViewCopy;
import io.carillon.protocol.sip.digest.AccountSecret;
import io.carillon.protocol.sip.digest.Ha1;
import io.carillon.protocol.sip.digest.HashAlgorithm;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Every account, in memory, because each REGISTER asks for one on the SIP loop; threads are as {@link ViewCopy} says. */
@Singleton // asked for every REGISTER: a client proxy would cost more than the answer
public class AccountDirectory {
    private static final Logger LOG = Logger.getLogger(AccountDirectory.class);

    private static final String GENERATION = "SELECT generation FROM location.account_generation";
    private static final String ACCOUNTS = """
            SELECT name, type, ha1_md5, ha1_sha256, max_contacts, host, port,
                   ARRAY(SELECT jsonb_array_elements_text(settings -> 'access')),
                   ARRAY(SELECT jsonb_array_elements_text(settings -> 'contactaccess'))
            FROM location.account
            """;

    private final ViewCopy<Account> accounts;

    AccountDirectory(DataSource database) {
        accounts = new ViewCopy<>(database, GENERATION, ACCOUNTS, AccountDirectory::account);
    }

    public Optional<Account> find(String name) {
        return accounts.find(name);
    }

    public int size() {
        return accounts.size();
    }

    /** Whether accounts were read at least once. */
    public boolean isLoaded() {
        return accounts.isLoaded();
    }

    /**
     * Reads the accounts if any has changed since they were read last.
     *
     * @return whether any had
     * @throws SQLException if PostgreSQL is away
     */
    public boolean refresh() throws SQLException {
        boolean changed = accounts.refresh();
        if (changed) {
            LOG.infof("%d accounts are known", size());
        }
        return changed;
    }

    private static Account account(ResultSet row) throws SQLException {
        String name = row.getString(1);
        List<Ha1> secrets = new ArrayList<>(2);
        Optional.ofNullable(row.getString(3)).ifPresent(hex -> secrets.add(new Ha1(HashAlgorithm.MD5, hex)));
        Optional.ofNullable(row.getString(4)).ifPresent(hex -> secrets.add(new Ha1(HashAlgorithm.SHA_256, hex)));
        int port = row.getInt(7);
        return new Account(
                name,
                AccountType.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                secrets.isEmpty() ? Optional.empty() : Optional.of(new AccountSecret(name, secrets)),
                row.getInt(5),
                Optional.ofNullable(row.getString(6)),
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                accessList(row.getArray(8)),
                accessList(row.getArray(9)));
    }

    private static AccessList accessList(Array rules) throws SQLException {
        return AccessList.of(List.of((String[]) rules.getArray()));
    }
}
