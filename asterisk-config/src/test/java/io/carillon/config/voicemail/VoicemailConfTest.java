package io.carillon.config.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Located;
import io.carillon.config.Position;
import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Secret;
import io.carillon.config.Sources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoicemailConfTest {

    @Test
    void the_first_sheets_mailbox_is_read() {
        Mailbox box = loaded("[default]\n1000 => 0000, Claude Chabrou, claudio@email.com\n")
                .mailbox("1000", "default")
                .orElseThrow();

        assertThat(box.pin()).contains(new Secret("0000"));
        assertThat(box.name()).contains("Claude Chabrou");
        assertThat(box.email()).contains("claudio@email.com");
        assertThat(box.pager()).isEqualTo(Optional.empty());
        assertThat(box.options()).isEmpty();
        assertThat(box.pinChangeable()).isTrue();
    }

    @Test
    void a_mailbox_may_have_a_pager_and_options_of_its_own() {
        Mailbox box = loaded("[office]\n7 => -42,Anne,,anne@pager.example,tz=european|Attach=yes|maxmsg=5\n")
                .mailboxes()
                .getFirst();

        assertThat(box.pin()).contains(new Secret("42"));
        assertThat(box.pinChangeable()).isFalse();
        assertThat(box.email()).isEmpty();
        assertThat(box.pager()).contains("anne@pager.example");
        assertThat(box.options())
                .containsEntry("tz", new Located<>("european", new Position("voicemail.conf", 2, 38)))
                .containsKey("attach")
                .containsEntry("maxmsg", new Located<>("5", new Position("voicemail.conf", 2, 65)));
    }

    @Test
    void general_and_zones_are_kept() {
        VoicemailConf conf = loaded("""
                [general]
                format=wav49|gsm|wav
                serveremail = asterisk
                attach=YES
                maxsecs=180
                emailsubject=[PBX]: New message ${VM_MSGNUM} in mailbox ${VM_MAILBOX}
                [zonemessages]
                european=Europe/Copenhagen|'vm-received' a d b 'digits/at' HM
                [default]
                """);

        assertThat(conf.option("serveremail")).contains("asterisk");
        assertThat(conf.option("attach")).contains("yes");
        assertThat(conf.option("maxsecs")).contains("180");
        assertThat(conf.option("emailsubject")).contains("[PBX]: New message ${VM_MSGNUM} in mailbox ${VM_MAILBOX}");
        assertThat(conf.zones())
                .hasEntrySatisfying("european", zone -> assertThat(zone.value()).startsWith("Europe/Copenhagen|"));
        assertThat(conf.mailboxes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [general]#maxmsg=many      | 2 | 8  | maxmsg is a number from 0 to 9999
            [general]#attach=perhaps   | 2 | 8  | attach is yes or no
            [default]#100 => abcd,Anne | 2 | 8  | a PIN is made of digits, so that it can be keyed in on a telephone
            [default]#100 => 1,A,,,x   | 2 | 14 | `an option of a mailbox is name=value; several are separated by |`
            [default]#100 1234,Anne    | 2 | 1  | this line is neither [section] nor name=value; if it is a comment, begin it with ;
            """)
    void an_error_names_its_place_and_no_pin(String lines, int line, int column, String message) {
        assertThat(read(lines.replace('#', '\n') + "\n"))
                .isEqualTo(new Reading.Rejected<>(
                        List.of(Problem.error(new Position("voicemail.conf", line, column), message)), List.of()));
    }

    @Test
    void the_first_of_two_mailboxes_of_one_name_counts() {
        Reading<VoicemailConf> reading = read("[a]\n1 => 11,Anne\n1 => 22,Bert\n[b]\n1 => 33,Carl\n");

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Loaded.class,
                        loaded -> assertThat(loaded.warnings().toString())
                                .isEqualTo(
                                        "[voicemail.conf:3:1: warning: the mailbox 1@a stands here again and is ignored]"));
        assertThat(loaded("[a]\n1 => 11,Anne\n1 => 22,Bert\n").mailboxes()).hasSize(1);
    }

    @Test
    void no_record_shows_a_pin() {
        assertThat(loaded("[a]\n100 => 987654,Anne\n").toString()).doesNotContain("987654");
    }

    @Test
    void a_masked_revision_reads_back_the_same_but_for_its_pins() {
        String text = """
                [general]
                maxmsg=100
                emailbody=Dear ${VM_NAME}:\\n\\n, you have mail
                [zonemessages]
                french=Europe/Paris|'vm-received' q
                [default]
                100 => 4711, user1, a@example.com ; once 4710
                101 => -4712
                ;102 => 4713,gone
                bob=4714,Bob,,,maxmsg=5
                103 => ,Nobody
                """;

        String masked = VoicemailConf.REDACTION.apply(text);

        assertThat(masked).doesNotContain("471").contains("maxmsg=100").hasLineCount(11);
        VoicemailConf before = loaded(text);
        VoicemailConf after = loaded(masked);
        assertThat(after.options()).isEqualTo(before.options());
        assertThat(after.zones()).isEqualTo(before.zones());
        assertThat(after.mailboxes())
                .usingRecursiveComparison()
                .ignoringFields("pin", "options.maxmsg.at")
                .isEqualTo(before.mailboxes());
        assertThat(after.mailboxes().getFirst().pin().orElseThrow().isMasked()).isTrue();
    }

    private static Reading<VoicemailConf> read(String text) {
        return VoicemailConf.read(Sources.of(Map.of("voicemail.conf", text)));
    }

    private static VoicemailConf loaded(String text) {
        return switch (read(text)) {
            case Reading.Loaded<VoicemailConf>(VoicemailConf conf, List<Problem> warnings) -> conf;
            case Reading.Rejected<VoicemailConf> rejected -> throw new AssertionError(rejected.errors());
        };
    }
}
