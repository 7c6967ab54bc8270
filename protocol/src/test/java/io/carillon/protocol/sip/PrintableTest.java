package io.carillon.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void an_escaped_line_break_in_a_user_forges_no_line() {
        String user =
                SipUri.parse("sip:a%0D%0AINFO%20forged%1b%5B2J@h").plainUser().orElseThrow();

        assertThat(Printable.line(user)).isEqualTo("a\\r\\nINFO forged\\u001b[2J");
    }

    @Test
    void separators_and_direction_marks_are_shown_too() {
        assertThat(Printable.line("a\u0085b\u2028c\u202ed\u009be\u007f"))
                .isEqualTo("a\\u0085b\\u2028c\\u202ed\\u009be\\u007f");
    }

    @Test
    void names_of_people_stay() {
        assertThat(Printable.line("Zoë \"日本\" \uD83D\uDE00 \\")).isEqualTo("Zoë \"日本\" \uD83D\uDE00 \\");
    }

    @Test
    void one_line_is_not_endless() {
        assertThat(Printable.line("x".repeat(100_000))).hasSize(201).endsWith("x…");
    }

    @Test
    void a_message_keeps_its_lines_and_nothing_else() {
        assertThat(Printable.lines("INVITE\r\nA: b\n\tc\rd\u001b[1m\0"))
                .isEqualTo("INVITE\r\nA: b\n\tc\\rd\\u001b[1m\\u0000");
    }
}
