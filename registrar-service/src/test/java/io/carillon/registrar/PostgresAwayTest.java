package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.SipResponse;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A registrar whose PostgreSQL goes and comes back. */
@QuarkusTest
class PostgresAwayTest extends RegistrarFixture {
    @Test
    void without_postgresql_phones_are_told_to_come_back_and_everything_heals_by_itself() throws Exception {
        try (ProxyClient phone = phone("alice", "wonderland")) {
            phone.exchange(phone.register(CONTACT));

            server.stop();
            SipResponse refused = phone.exchange(phone.register(CONTACT));
            int ready = get("/q/health/ready").statusCode();
            server.restart();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(ready).isEqualTo(503);
            assertThat(answered(phone, 200)).isTrue();
            assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        }
    }
}
