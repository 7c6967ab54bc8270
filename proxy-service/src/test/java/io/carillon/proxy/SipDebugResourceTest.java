package io.carillon.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.operation.HttpProblem;
import io.carillon.proxy.SipDebugResource.Setting;
import io.carillon.proxy.trace.SipDebug;
import jakarta.ws.rs.BadRequestException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipDebugResourceTest {
    private final SipDebugResource resource = new SipDebugResource(new SipDebug());

    @ParameterizedTest
    @CsvSource({"peer, alice", "ip, 192.0.2.7", "call, a84b4c@pc33", "CALL, a84b4c@pc33"})
    void what_is_shown_is_what_was_asked_for(String scope, String value) {
        assertThat(resource.show(new Setting(scope, Optional.of(value))).value())
                .contains(value);
        assertThat(resource.shown().scope()).isEqualToIgnoringCase(scope);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "all", "ALL"})
    void everybody_is_all(String scope) {
        assertThat(resource.show(new Setting(scope, Optional.empty()))).isEqualTo(new Setting("all", Optional.empty()));
    }

    @Test
    void nothing_asked_for_is_refused_in_one_sentence_and_changes_nothing() {
        resource.show(new Setting("all", Optional.empty()));

        assertThat(refusal(null)).isEqualTo("scope is off, all, peer, ip or call");
        assertThat(refusal(new Setting(null, Optional.empty()))).isEqualTo("scope is off, all, peer, ip or call");
        assertThat(refusal(new Setting("everything", Optional.empty()))).startsWith("scope is");
        assertThat(refusal(new Setting("call", Optional.empty()))).isEqualTo("value says which Call-ID; it is missing");
        assertThat(refusal(new Setting("peer", Optional.of(" ")))).startsWith("value says which account");
        assertThat(resource.shown().scope()).isEqualTo("all");
    }

    private String refusal(@Nullable Setting setting) {
        var refused = assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> resource.show(setting))
                .actual();
        assertThat(refused.getResponse().getStatus()).isEqualTo(400);
        return ((HttpProblem) refused.getResponse().getEntity()).title();
    }
}
