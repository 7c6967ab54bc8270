package io.carillon.prompts.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.prompts.Texts;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, zero",
        "1, one",
        "13, thirteen",
        "20, twenty",
        "21, twenty one",
        "30, thirty",
        "71, seventy one",
        "99, ninety nine",
        "100, one hundred",
        "101, one hundred one",
        "110, one hundred ten",
        "342, three hundred forty two",
        "1000, one thousand",
        "1001, one thousand one",
        "1100, one thousand one hundred",
        "2026, two thousand twenty six",
        "10000, ten thousand",
        "21013, twenty one thousand thirteen",
        "100000, one hundred thousand",
        "999999, nine hundred ninety nine thousand nine hundred ninety nine",
        "1000000, one million",
        "2000300, two million three hundred",
        "1000000000, one billion",
        "-5, minus five",
        "-120, minus one hundred twenty"
    })
    void english_numbers(long value, String spoken) {
        assertThat(say("en", new English().number(value, Gender.MASCULINE))).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({
        "0, zéro",
        "1, un",
        "17, dix-sept",
        "20, vingt",
        "21, vingt et un",
        "22, vingt deux",
        "31, trente et un",
        "40, quarante",
        "61, soixante et un",
        "69, soixante neuf",
        "70, soixante dix",
        "71, soixante et onze",
        "72, soixante douze",
        "77, soixante dix-sept",
        "79, soixante dix-neuf",
        "80, quatre-vingt",
        "81, quatre-vingt un",
        "90, quatre-vingt dix",
        "91, quatre-vingt onze",
        "99, quatre-vingt dix-neuf",
        "100, cent",
        "101, cent un",
        "121, cent vingt et un",
        "171, cent soixante et onze",
        "200, deux cent",
        "591, cinq cent quatre-vingt onze",
        "1000, mille",
        "1001, mille un",
        "1900, mille neuf cent",
        "2000, deux mille",
        "2026, deux mille vingt six",
        "21000, vingt et un mille",
        "80000, quatre-vingt mille",
        "100000, cent mille",
        "1000000, un million",
        "2000001, deux million un",
        "1000000000, un milliard",
        "-3, moins trois"
    })
    void french_numbers(long value, String spoken) {
        assertThat(say("fr", new French().number(value, Gender.MASCULINE))).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({
        "1, une",
        "2, deux",
        "11, onze",
        "21, vingt et une",
        "71, soixante et onze",
        "81, quatre-vingt une",
        "101, cent une",
        "1001, mille une",
        "21000, vingt et un mille",
        "1000000, un million"
    })
    void french_numbers_of_what_is_feminine(long value, String spoken) {
        assertThat(say("fr", new French().number(value, Gender.FEMININE))).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({
        "1, first",
        "2, second",
        "20, twentieth",
        "21, twenty first",
        "30, thirtieth",
        "31, thirty first",
        "100, one hundredth",
        "101, one hundred first",
        "1000, one thousandth",
        "1342, one thousand three hundred forty second"
    })
    void english_ordinals(long value, String spoken) {
        assertThat(say("en", new English().ordinal(value, Gender.MASCULINE))).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({
        "1, premier",
        "2, deuxième",
        "20, vingtième",
        "21, vingt et unième",
        "30, trentième",
        "70, soixante-dixième",
        "71, soixante et onzième",
        "80, quatre-vingtième",
        "81, quatre-vingt unième",
        "91, quatre-vingt onzième",
        "100, centième",
        "101, cent unième",
        "1000, millième",
        "2000, deux millième"
    })
    void french_ordinals(long value, String spoken) {
        assertThat(say("fr", new French().ordinal(value, Gender.MASCULINE))).isEqualTo(spoken);
    }

    @Test
    void the_first_of_what_is_feminine() {
        assertThat(new French().ordinal(1, Gender.FEMININE)).containsExactly("digits/h-1F");
    }

    @Test
    void numbers_beyond_all_words_are_said_digit_by_digit() {
        assertThat(new English().number(1_000_000_000_000L, Gender.MASCULINE))
                .hasSize(13)
                .startsWith("digits/1", "digits/0");
        assertThat(new French().number(Long.MIN_VALUE, Gender.MASCULINE))
                .hasSize(20)
                .startsWith("digits/minus", "digits/9");
    }

    @Test
    void every_number_has_all_its_prompts() {
        Random random = new Random(1876);
        for (int i = 0; i < 20_000; i++) {
            long value = i < 3000 ? i : random.nextLong() >> random.nextInt(64);
            for (Gender gender : Gender.values()) {
                for (Language language : List.of(new English(), new French())) {
                    Texts texts = Texts.of(language.code()).orElseThrow();
                    assertThat(texts.names()).containsAll(language.number(value, gender));
                    assertThat(texts.names()).containsAll(language.ordinal(value, gender));
                }
            }
        }
    }

    static String say(String language, List<String> prompts) {
        Texts texts = Texts.of(language).orElseThrow();
        return prompts.stream()
                .map(prompt -> texts.text(prompt).orElse("<" + prompt + ">"))
                .collect(Collectors.joining(" "));
    }
}
