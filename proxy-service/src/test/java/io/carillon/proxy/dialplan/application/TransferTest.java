package io.carillon.proxy.dialplan.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.dialplan.ScriptedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();

    private Ending run(String... applications) {
        return Interpreter.run(channel, Plans.steps(applications), "local", "1", _ -> {});
    }

    @ParameterizedTest
    @CsvSource({
        "Transfer(SIP/200), 200",
        "transfer(sip/200), 200",
        "Transfer(200), 200",
        "Transfer(SIP/200@pbx.example.com:5080), 200@pbx.example.com:5080",
        "Transfer(SIP/${EXTEN}@pbx), 1@pbx"
    })
    void a_caller_is_sent_on_and_the_call_is_over_here(String transfer, String target) {
        assertThat(run(transfer, "NoOp(after)")).isEqualTo(new Ending(302, 16));

        assertThat(channel.did()).containsExactly("transfer " + target);
        assertThat(channel.said()).isEmpty();
    }

    @Test
    void the_plan_goes_on_for_a_caller_that_was_answered() {
        run("Answer", "Transfer(SIP/200)", "NoOp(${TRANSFERSTATUS})");

        assertThat(channel.said()).containsExactly("4: NoOp SUCCESS");
    }

    @Test
    void a_transfer_that_has_failed_is_told_the_plan() {
        channel.lacking("200");

        run("Answer", "Transfer(SIP/200)", "NoOp(${TRANSFERSTATUS})");

        assertThat(channel.said()).containsExactly("4: NoOp FAILURE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer()", "Transfer(SIP/)", "Transfer(SIP/200@)", "Transfer(SIP/200@a b)"})
    void what_names_nobody_is_told_and_the_plan_goes_on(String transfer) {
        run(transfer, "Progress");

        assertThat(channel.did()).containsExactly("progress");
        assertThat(channel.said()).singleElement().asString().contains("Transfer takes SIP/number");
    }
}
