package io.carillon.prompts.speech;

import static io.carillon.prompts.speech.NumbersTest.say;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.prompts.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    /** A Wednesday. */
    private static final ZonedDateTime NOW = at("2026-07-15T12:00:00");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2026-06-01T14:30:00 | ABdY 'digits/at' IMp | Monday June first two thousand twenty six at two thirty P M",
                "2026-06-21T00:05:00 | Bd IMp | June twenty first twelve oh five A M",
                "2026-06-30T12:00:00 | BdIMp | June thirtieth twelve o'clock P M",
                "2026-06-30T08:00:00 | HM | oh eight o'clock",
                "2026-06-30T08:00:00 | HN | oh eight hundred",
                "2026-06-30T08:15:00 | kN | eight fifteen",
                "2026-06-30T00:15:00 | R | oh fifteen",
                "2026-06-30T21:15:09 | T | twenty one fifteen oh nine",
                "2026-06-30T21:15:00 | S | zero",
                "1999-02-03T00:00:00 | BdY | February third nineteen ninety nine",
                "1905-02-03T00:00:00 | Y | nineteen oh five",
                "1900-02-03T00:00:00 | Y | one thousand nine hundred",
                "2026-12-03T00:00:00 | m | twelfth",
                "2026-12-03T00:00:00 | 'vm-received'a | Received Thursday"
            })
    void english_times(String when, String format, String spoken) {
        assertThat(english(when, format)).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2026-06-01T14:30:00 | AdBY 'digits/at' HM | lundi premier juin deux mille vingt six à quatorze heures trente",
                "2026-06-21T01:01:00 | dB HM | vingt et un juin une heures une",
                "2026-06-30T21:21:01 | T | vingt et une heures vingt et une une seconde",
                "2026-06-30T00:00:30 | T | zéro heures trente secondes",
                "2026-06-30T15:00:00 | IMp | trois heures de l'après-midi",
                "2026-06-30T09:05:00 | IMp | neuf heures cinq du matin",
                "1998-02-02T00:00:00 | dBY | deux février mille neuf cent quatre-vingt dix-huit",
                "2000-02-02T00:00:00 | Y | deux mille",
                "2026-02-02T00:00:00 | m | deuxième"
            })
    void french_times(String when, String format, String spoken) {
        assertThat(french(when, format)).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2026-07-15T23:59:59 | today | aujourd'hui",
                "2026-07-15T00:00:00 | today | aujourd'hui",
                "2026-07-16T00:00:00 | tomorrow | demain",
                "2026-07-14T09:00:00 | yesterday | hier",
                "2026-07-13T09:00:00 | Monday | lundi treize juillet deux mille vingt six",
                "2026-07-09T09:00:00 | Thursday | jeudi neuf juillet deux mille vingt six",
                "2026-07-18T09:00:00 | Saturday | samedi dix-huit juillet deux mille vingt six",
                "2026-07-08T09:00:00 | Wednesday July eighth | mercredi huit juillet deux mille vingt six",
                "2026-05-08T09:00:00 | May eighth | vendredi huit mai deux mille vingt six",
                "2025-05-08T09:00:00 | May eighth two thousand twenty five | jeudi huit mai deux mille vingt cinq"
            })
    void a_date_is_said_as_far_as_it_is_needed(String when, String english, String french) {
        assertThat(english(when, "Q")).isEqualTo(english);
        assertThat(french(when, "Q")).isEqualTo(french);
    }

    @Test
    void the_french_leave_today_away_when_brief() {
        assertThat(french("2026-07-15T09:00:00", "q 'digits/at' HM")).isEqualTo("à neuf heures");
        assertThat(french("2026-07-14T09:00:00", "q")).isEqualTo("hier");
        assertThat(french("2026-07-11T09:00:00", "q")).isEqualTo("samedi");
    }

    @Test
    void the_zone_of_the_listener_counts() {
        Instant instant = Instant.parse("2026-07-15T22:30:00Z");
        TimeFormat format = TimeFormat.read("Q HM");

        assertThat(say("fr", new French().time(instant.atZone(PARIS), format, NOW)))
                .isEqualTo("demain zéro heures trente");
        ZoneId newYork = ZoneId.of("America/New_York");
        assertThat(say("en", new English().time(instant.atZone(newYork), format, NOW.withZoneSameInstant(newYork))))
                .isEqualTo("today eighteen thirty");
    }

    @Test
    void letters_that_mean_nothing_are_told_and_passed_over() {
        TimeFormat format = TimeFormat.read("B?d%'digits/at");

        assertThat(format.unknown()).isEqualTo("?%");
        assertThat(format.items())
                .containsExactly(
                        TimeFormat.Item.Field.MONTH,
                        TimeFormat.Item.Field.DAY,
                        new TimeFormat.Item.Prompt("digits/at"));
    }

    @Test
    void usual_formats_say_the_whole_date_in_each_language() {
        ZonedDateTime when = at("2026-06-01T14:30:00");

        assertThat(say("en", new English().time(when, new English().usualFormat(), NOW)))
                .isEqualTo("Monday June first two thousand twenty six at two thirty P M");
        assertThat(say("fr", new French().time(when, new French().usualFormat(), NOW)))
                .isEqualTo("lundi premier juin deux mille vingt six à quatorze heures trente");
    }

    @Test
    void an_envelope_says_when_a_message_came() {
        ZonedDateTime when = at("2026-07-14T14:30:00");

        assertThat(say("en", new English().time(when, new English().envelopeFormat(), NOW)))
                .isEqualTo("Received yesterday at two thirty P M");
        assertThat(say("fr", new French().time(when, new French().envelopeFormat(), NOW)))
                .isEqualTo("Reçu hier à quatorze heures trente");
    }

    @ParameterizedTest
    @CsvSource({
        "0, zero seconds, zéro seconde",
        "1, one second, une seconde",
        "61, one minute one second, une minute une seconde",
        "122, two minutes two seconds, deux minutes deux secondes",
        "3600, one hour, une heure",
        "75660, twenty one hours one minute, vingt et une heures une minute"
    })
    void durations(long seconds, String english, String french) {
        assertThat(say("en", new English().duration(Duration.ofSeconds(seconds))))
                .isEqualTo(english);
        assertThat(say("fr", new French().duration(Duration.ofSeconds(seconds))))
                .isEqualTo(french);
    }

    @Test
    void every_minute_of_a_year_has_all_its_prompts() {
        ZonedDateTime when = at("2026-01-01T00:00:00");
        TimeFormat all = TimeFormat.read("ABmdYIHkMNpSRTQq");
        for (int i = 0; i < 9000; i++) {
            for (Language language : List.of(new English(), new French())) {
                assertThat(Texts.of(language.code()).orElseThrow().names()).containsAll(language.time(when, all, NOW));
            }
            when = when.plusSeconds(3507);
        }
    }

    private static String english(String when, String format) {
        return say("en", new English().time(at(when), TimeFormat.read(format), NOW));
    }

    private static String french(String when, String format) {
        return say("fr", new French().time(at(when), TimeFormat.read(format), NOW));
    }

    private static ZonedDateTime at(String local) {
        return LocalDateTime.parse(local).atZone(PARIS);
    }
}
