package io.carillon.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormTest {
    private static final Form PEERS = Form.of("sip show peers [like PATTERN]");
    private static final Form CHANNELS = Form.of("core show channels [concise|verbose]");
    private static final Form HELP = Form.of("help [WORD] [WORD]");

    @Test
    void what_stands_in_brackets_may_be_left_out() {
        assertThat(PEERS.patterns())
                .containsExactlyInAnyOrder(
                        List.of("sip", "show", "peers"), List.of("sip", "show", "peers", "like", "PATTERN"));
        assertThat(HELP.patterns()).contains(List.of("help"), List.of("help", "WORD"), List.of("help", "WORD", "WORD"));
    }

    @Test
    void one_of_several_words_stands() {
        assertThat(CHANNELS.match(List.of("core", "show", "channels", "concise"), false))
                .isPresent();
        assertThat(CHANNELS.match(List.of("core", "show", "channels", "quickly"), false))
                .isEmpty();
    }

    @Test
    void names_keep_their_case_and_words_do_not() {
        assertThat(PEERS.match(List.of("SIP", "Show", "peers", "like", "Alice"), false))
                .contains(List.of("sip", "show", "peers", "like", "Alice"));
    }

    @Test
    void a_shortened_command_is_told_in_full() {
        assertThat(CHANNELS.match(List.of("co", "sh", "chan", "v"), true))
                .contains(List.of("core", "show", "channels", "verbose"));
        assertThat(CHANNELS.match(List.of("co", "sh", "chan", "v"), false)).isEmpty();
    }

    @Test
    void what_follows_is_offered() {
        assertThat(PEERS.next(List.of("sip", "show", "peers"), false)).containsExactly("like");
        assertThat(PEERS.next(List.of("sip", "show", "peers", "like"), false)).containsExactly("PATTERN");
        assertThat(PEERS.next(List.of("core"), false)).isEmpty();
    }
}
