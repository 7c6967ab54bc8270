package io.carillon.config.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Position;
import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoicemailSettingsTest {

    @Test
    void an_empty_file_gives_asterisks_defaults() {
        VoicemailSettings settings = conf("[general]\n").settings();

        assertThat(settings.mostMessages()).isEqualTo(100);
        assertThat(settings.recording())
                .isEqualTo(new VoicemailSettings.Recording(
                        Duration.ZERO, Duration.ZERO, Duration.ZERO, 128, Duration.ZERO));
        assertThat(settings.menus())
                .isEqualTo(new VoicemailSettings.Menus(
                        3,
                        Duration.ofSeconds(3),
                        false,
                        false,
                        true,
                        false,
                        true,
                        Duration.ofMinutes(2),
                        true,
                        false,
                        false,
                        false,
                        0));
        assertThat(settings.mail().attach()).isFalse();
        assertThat(settings.mail().format()).isEqualTo(MailSettings.Format.WAV);
        assertThat(settings.zone().format()).isEmpty();
    }

    @Test
    void every_option_of_general_is_read() {
        VoicemailSettings settings = conf("""
                [general]
                format=wav49|gsm|wav
                serveremail=pbx@example.com
                fromstring=The PBX
                attach=yes
                delete=yes
                maxmsg=50
                maxsecs=180
                minsecs=3
                maxsilence=10
                silencethreshold=200
                maxgreet=60
                maxlogins=5
                skipms=2000
                emailsubject=Message ${VM_MSGNUM}
                emailbody=Dear ${VM_NAME}:\\n\\tcall back\\n
                emaildateformat=%H:%M
                pagersubject=P
                pagerbody=B
                tz=european
                language=fr
                operator=yes
                review=yes
                saycid=yes
                sayduration=no
                saydurationm=1
                envelope=no
                forcename=yes
                forcegreetings=yes
                moveheard=no
                sendvoicemail=yes
                minpassword=4
                [zonemessages]
                european=Europe/Copenhagen|'vm-received' a d b 'digits/at' HM
                """).settings();

        assertThat(settings)
                .isEqualTo(new VoicemailSettings(
                        50,
                        new VoicemailSettings.Recording(
                                Duration.ofSeconds(180),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(10),
                                200,
                                Duration.ofSeconds(60)),
                        new VoicemailSettings.Menus(
                                5,
                                Duration.ofSeconds(2),
                                true,
                                true,
                                false,
                                true,
                                false,
                                Duration.ofMinutes(1),
                                false,
                                true,
                                true,
                                true,
                                4),
                        new MailSettings(
                                "pbx@example.com",
                                "The PBX",
                                new MailSettings.Letter(
                                        Optional.of("Message ${VM_MSGNUM}"),
                                        Optional.of("Dear ${VM_NAME}:\n\tcall back\n"),
                                        Optional.of("%H:%M")),
                                new MailSettings.Letter(Optional.of("P"), Optional.of("B"), Optional.empty()),
                                true,
                                MailSettings.Format.WAV_GSM,
                                true),
                        new VoicemailSettings.Zone(
                                ZoneId.of("Europe/Copenhagen"), Optional.of("'vm-received' a d b 'digits/at' HM")),
                        Optional.of("fr")));
    }

    @Test
    void older_names_mean_the_same() {
        VoicemailSettings settings =
                conf("[general]\nmaxmessage=90\nminmessage=2\n").settings();

        assertThat(settings.recording().longest()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.recording().shortest()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_mailbox_has_its_own_options_over_those_of_all() {
        VoicemailConf conf = conf("""
                [general]
                maxmsg=50
                attach=no
                tz=european
                [zonemessages]
                european=Europe/Copenhagen|'vm-received' q
                paris=Europe/Paris|
                [default]
                1000 => 1,Anne,,,attach=yes|tz=paris|attachfmt=gsm
                1001 => 1,Bert
                """);

        VoicemailSettings anne = conf.settings(conf.mailbox("1000", "default").orElseThrow());
        VoicemailSettings bert = conf.settings(conf.mailbox("1001", "default").orElseThrow());
        assertThat(anne.mostMessages()).isEqualTo(50);
        assertThat(anne.mail().attach()).isTrue();
        assertThat(anne.mail().format()).isEqualTo(MailSettings.Format.GSM);
        assertThat(anne.zone()).isEqualTo(new VoicemailSettings.Zone(ZoneId.of("Europe/Paris"), Optional.empty()));
        assertThat(bert).isEqualTo(conf.settings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [general]#maxlogins=0               | 2 | 11 | maxlogins is a number from 1 to 100
            [general]#silencethreshold=40000    | 2 | 18 | silencethreshold is a number from 0 to 32767
            [general]#skipms=0                  | 2 | 8  | skipms is a number from 1 to 600000
            [general]#minsecs=-1                | 2 | 9  | minsecs is a number from 0 to 86400
            [general]#minpassword=81            | 2 | 13 | minpassword is a number from 0 to 80
            [general]#review=often              | 2 | 8  | review is yes or no
            [general]#maxsecs=5#minsecs=9       | 3 | 9  | `minsecs is more than maxsecs: nobody could leave a message`
            [zonemessages]#mars=Mars/Olympus    | 2 | 6  | `Mars/Olympus is no time zone; one is Europe/Paris`
            [a]#100 => 1,A,,,maxmsg=10000       | 2 | 21 | maxmsg is a number from 0 to 9999
            [general]#maxsecs=5#[a]#1 => 1,A,,,minsecs=9 | 4 | 20 | `minsecs is more than maxsecs: nobody could leave a message`
            """)
    void what_cannot_be_is_an_error_at_its_place(String lines, int line, int column, String message) {
        assertThat(read(lines.replace('#', '\n') + "\n"))
                .isEqualTo(new Reading.Rejected<>(
                        List.of(Problem.error(new Position("voicemail.conf", line, column), message)), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [general]#format=wav,g723_sf        | 2 | 8  | `messages are attached as wav, wav49, gsm, ulaw or alaw, not wav,g723_sf`
            [general]#callback=office           | 2 | 1  | callback has no effect in Carillon
            [general]#dialout=office            | 2 | 1  | dialout has no effect in Carillon
            [general]#tz=mars                   | 2 | 4  | `mars is not in [zonemessages]: the time of this machine is told`
            """)
    void what_has_no_effect_is_told(String lines, int line, int column, String message) {
        Reading<VoicemailConf> reading = read(lines.replace('#', '\n') + "\n");

        assertThat(reading).isInstanceOf(Reading.Loaded.class);
        if (reading instanceof Reading.Loaded<VoicemailConf>(VoicemailConf _, List<Problem> warnings)) {
            assertThat(warnings)
                    .containsExactly(Problem.warning(new Position("voicemail.conf", line, column), message));
        }
    }

    private static Reading<VoicemailConf> read(String text) {
        return VoicemailConf.read(Sources.of(Map.of("voicemail.conf", text)));
    }

    private static VoicemailConf conf(String text) {
        return switch (read(text)) {
            case Reading.Loaded<VoicemailConf>(VoicemailConf conf, List<Problem> warnings) -> {
                assertThat(warnings).isEmpty();
                yield conf;
            }
            case Reading.Rejected<VoicemailConf> rejected -> throw new AssertionError(rejected.errors());
        };
    }
}
