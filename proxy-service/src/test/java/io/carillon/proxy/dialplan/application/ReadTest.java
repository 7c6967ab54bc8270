package io.carillon.proxy.dialplan.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.dialplan.ScriptedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();

    private String read(String application) {
        Interpreter.run(channel, Plans.steps(application, "NoOp(${PIN} ${READSTATUS})"), "local", "1", _ -> {});
        return channel.said().getLast().replace("3: NoOp ", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            Read(PIN,enter,4)|12345|1234 OK
            Read(PIN,enter,4)|12#|12 OK
            Read(PIN,enter)|123456#|123456 OK
            Read(PIN,,4)|1234|1234 OK
            Read(PIN,enter,4)|#| OK
            Read(PIN,enter,4)|12_|12 OK
            Read(PIN,enter,4)|_| TIMEOUT
            Read(PIN,enter,4,,2)|_12#|12 OK
            Read(PIN,enter,4,,2)|__12#| TIMEOUT
            Read(PIN,enter,4)|*1ab|*1ab OK
            """)
    void keys_are_read_up_to_a_number_of_them_or_a_hash(String application, String keys, String read) {
        channel.pressing(keys.replace('_', ' '));

        assertThat(read(application)).isEqualTo(read);
    }

    @Test
    void a_prompt_is_cut_by_the_first_key_and_played_again_for_each_attempt() {
        channel.pressing(" 7#");

        read("Read(PIN,enter&now,4,,3,2)");

        assertThat(channel.did())
                .containsExactly("answer", "play enter&now", "key none in PT2S", "play enter&now", "key #");
    }

    @Test
    void a_skipping_read_leaves_a_call_that_is_not_answered_alone() {
        assertThat(read("Read(PIN,enter,4,s)")).isEqualTo(" SKIPPED");
        assertThat(channel.did()).isEmpty();
    }

    @Test
    void read_may_ask_before_the_answer() {
        channel.pressing("9#");

        assertThat(read("Read(PIN,enter,4,n)")).isEqualTo("9 OK");
        assertThat(channel.did()).doesNotContain("answer");
    }

    @Test
    void read_without_a_variable_says_so() {
        assertThat(read("Read()")).isBlank();
        assertThat(channel.said()).first().isEqualTo("2: Read takes the name of a variable");
    }
}
