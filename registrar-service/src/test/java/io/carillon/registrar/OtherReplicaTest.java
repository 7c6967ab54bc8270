package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What another replica did to the accounts, of which this one is not told. */
@QuarkusTest
class OtherReplicaTest extends RegistrarFixture {
    @Test
    void an_account_that_another_replica_made_is_known_soon() throws Exception {
        accountMadeElsewhere("walrus");

        try (ProxyClient phone = phone("walrus", "")) {
            assertThat(answered(phone, 200)).isTrue();
        }
    }

    @Test
    void bindings_of_an_account_that_another_replica_deleted_are_gone_soon() throws Exception {
        accountMadeElsewhere("carpenter");
        try (ProxyClient phone = phone("carpenter", "")) {
            assertThat(answered(phone, 200)).isTrue();

            sql("DELETE FROM location.account WHERE name = 'carpenter'");

            assertThat(answered(phone, 403)).isTrue();
            assertThat(holdsSoon(() -> bindings("carpenter").isEmpty())).isTrue();
        }
    }

    /** As a row that this registrar was not told of. */
    private void accountMadeElsewhere(String name) throws SQLException {
        sql("INSERT INTO location.account (name, origin, type, realm, max_contacts, context, mailboxes, codecs,"
                + " dtmf_mode, force_rport, symmetric_media, direct_media) SELECT '" + name + "', 'http', type, realm,"
                + " max_contacts, context, mailboxes, codecs, dtmf_mode, force_rport, symmetric_media, direct_media"
                + " FROM location.account WHERE name = 'open'");
    }
}
