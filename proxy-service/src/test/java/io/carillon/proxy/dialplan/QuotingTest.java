package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotingTest {
    private static final String ASCII =
            IntStream.range(0, 128).mapToObj(Character::toString).collect(Collectors.joining());

    @Test
    void what_is_quoted_has_letters_and_digits_as_its_only_ascii() {
        assertThat(Quoting.quote(ASCII).chars().filter(c -> c < 128))
                .hasSize(62)
                .allMatch(Character::isLetterOrDigit);
    }

    @Test
    void quoting_can_be_undone_and_keeps_the_length() {
        String text = ASCII + "\u00e9\u4e2d\uD83D\uDE00";

        assertThat(Quoting.quote(text)).hasSameSizeAs(text);
        assertThat(Quoting.plain(Quoting.quote(text))).isEqualTo(text);
    }

    @Test
    void a_phone_cannot_bring_quoted_text_of_its_own() {
        assertThat(Quoting.plain(Quoting.quote("1\uE02Cadmin"))).isEqualTo("1\uFFFDadmin");
    }
}
