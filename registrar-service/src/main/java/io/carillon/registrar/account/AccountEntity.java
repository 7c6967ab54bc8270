package io.carillon.registrar.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code location.account}. Inside a transaction, on one thread. */
@Entity
@Table(schema = "location", name = "account")
@NullUnmarked
class AccountEntity extends PanacheEntityBase {
    static final String FILE = "file";
    static final String HTTP = "http";

    @Id
    String name;

    @Column(nullable = false)
    String origin;

    @Column(nullable = false)
    String type;

    @Column(nullable = false)
    String realm;

    @Column(name = "ha1_md5")
    String ha1Md5;

    @Column(name = "ha1_sha256")
    String ha1Sha256;

    String host;

    Integer port;

    @Column(name = "max_contacts", nullable = false)
    int maxContacts;

    @Column(nullable = false)
    String context;

    @Column(name = "caller_name")
    String callerName;

    @Column(name = "caller_number")
    String callerNumber;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(nullable = false)
    List<String> mailboxes;

    String language;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(nullable = false)
    List<String> codecs;

    @Column(name = "dtmf_mode", nullable = false)
    String dtmfMode;

    @Column(name = "force_rport", nullable = false)
    String forceRport;

    @Column(name = "symmetric_media", nullable = false)
    String symmetricMedia;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "direct_media", nullable = false)
    List<String> directMedia;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    Map<String, Object> settings;

    static AccountEntity create(String name, String origin, AccountDetails details, StoredSecret secret) {
        AccountEntity account = new AccountEntity();
        account.name = name;
        account.origin = origin;
        account.details(details);
        account.secret(secret);
        return account;
    }

    boolean isOfTheFile() {
        return origin.equals(FILE);
    }

    AccountDetails details() {
        return new AccountDetails(
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
                directMedia,
                settings);
    }

    void details(AccountDetails details) {
        type = details.type();
        host = details.host();
        port = details.port();
        maxContacts = details.maxContacts();
        context = details.context();
        callerName = details.callerName();
        callerNumber = details.callerNumber();
        mailboxes = details.mailboxes();
        language = details.language();
        codecs = details.codecs();
        dtmfMode = details.dtmfMode();
        forceRport = details.forceRport();
        symmetricMedia = details.symmetricMedia();
        directMedia = details.directMedia();
        settings = details.settings();
    }

    StoredSecret secret() {
        return new StoredSecret(realm, Optional.ofNullable(ha1Md5), Optional.ofNullable(ha1Sha256));
    }

    void secret(StoredSecret secret) {
        realm = secret.realm();
        ha1Md5 = secret.md5().orElse(null);
        ha1Sha256 = secret.sha256().orElse(null);
    }
}
