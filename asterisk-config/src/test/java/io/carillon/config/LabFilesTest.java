package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.extensions.ApplicationNames;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.Priority;
import io.carillon.config.rtp.RtpConf;
import io.carillon.config.sip.Account;
import io.carillon.config.sip.CallerId;
import io.carillon.config.sip.MailboxName;
import io.carillon.config.sip.SipConf;
import io.carillon.config.voicemail.Mailbox;
import io.carillon.config.voicemail.VoicemailConf;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The files of examples/lab, and the plans of both lab sheets as they were typed. */
class LabFilesTest {
    private static final Sources LAB = Sources.directory(Path.of("..", "examples", "lab"));
    private static final ApplicationNames EVERYTHING = name -> ApplicationNames.Support.HERE;

    @Test
    void the_three_phones_of_the_second_sheet_are_there() {
        SipConf conf = loaded(SipConf.read(LAB));

        assertThat(conf.accounts()).extracting(Account::name).containsExactly("user1", "user2", "user3");
        assertThat(conf.accounts()).allSatisfy(account -> {
            assertThat(account.credentials().secret()).contains(new Secret("1234"));
            assertThat(account.calls().context()).isEqualTo("local");
        });
        assertThat(conf.account("user2").orElseThrow().calls().callerId())
                .isEqualTo(new CallerId(Optional.of("user2"), Optional.of("200")));
        assertThat(conf.account("user3").orElseThrow().calls().mailboxes())
                .containsExactly(new MailboxName("300", "default"));
    }

    @Test
    void every_number_of_both_sheets_can_be_dialled() {
        ExtensionsConf conf = loaded(ExtensionsConf.read(LAB, EVERYTHING));

        assertThat(conf.context("local").orElseThrow().extensions())
                .extracting(extension -> extension.name())
                .containsExactly("100", "200", "300", "11", "99", "50", "600");
        assertThat(conf.context("Menu").orElseThrow().extensions())
                .extracting(extension -> extension.name())
                .containsExactly("s", "1", "2", "3", "4", "5", "6");
    }

    @Test
    void the_gap_and_what_the_sheets_leave_open_are_the_only_warnings_of_the_plan() {
        assertThat(warnings(ExtensionsConf.read(LAB, EVERYTHING)))
                .extracting(Problem::message)
                .containsExactly(
                        "priority 2 of 100 is missing: the plan goes on at 3 (Asterisk, and prioritygaps=stop, end the call"
                                + " there)",
                        "no call comes to priority 2 of 50",
                        "there is no extension s in [local] to go to",
                        "there is no context [secretariat] to go to",
                        "there is no context [comptabilite] to go to");
    }

    @Test
    void mailboxes_and_ports_are_read_without_a_warning() {
        assertThat(RtpConf.read(LAB)).isEqualTo(new Reading.Loaded<>(new RtpConf(10000, 20000), List.of()));
        assertThat(warnings(VoicemailConf.read(LAB))).isEmpty();
        assertThat(loaded(VoicemailConf.read(LAB)).mailboxes())
                .extracting(Mailbox::number)
                .containsExactly("100", "200", "300");
    }

    @Test
    void the_first_sheets_plan_loads_as_typed() {
        ExtensionsConf conf = loaded(plan("""
                [general]
                autofallthrough= yes ; raccrochage automatique après l'appel (par défaut, le champ est à yes)
                static=yes ; en binôme avec l'option suivante
                writeprotect = no ; modification possible depuis la CLI

                [default]

                Exten => 118,1,Dial(Sip/toto)

                Exten => 119,1,Dial(Sip/obelisk)

                exten => 600,1,Playback(demo-echotest)
                exten => 600,n,Echo
                exten => 600,n,Playback(demo-echodone)
                exten => 600,n,Goto(s,6)

                exten => 7,1,Dial(SIP/7,20,tr) ;le tel sonne pendant 20s
                exten => 7,2,VoiceMail(1000@default,u)
                exten => 7,102,VoiceMail,b1000

                exten => 8,1, Ringing
                exten => 8,2, Wait(2)
                exten => 8,3, VoiceMailMain()
                """));

        assertThat(conf.context("default").orElseThrow().extensions())
                .extracting(extension -> extension.name() + " "
                        + extension.priorities().stream().map(Priority::number).toList())
                .containsExactly("118 [1]", "119 [1]", "600 [1, 2, 3, 4]", "7 [1, 2, 102]", "8 [1, 2, 3]");
    }

    @Test
    void the_second_sheets_line_without_a_priority_loads() {
        ExtensionsConf conf = loaded(plan("""
                [local]
                exten => 200,1,Dial(SIP/user2,8)
                exten => 200,2,System(/usr/bin/aplay /var/msg/standard/test.wav)
                exten => 200,VoiceMail(200)
                """));

        assertThat(conf.contexts().getFirst().extensions().getFirst().priorities())
                .extracting(Priority::application)
                .containsExactly("Dial", "System", "VoiceMail");
    }

    @Test
    void a_comment_that_lost_its_semicolon_is_named_with_line_and_column() {
        assertThat(errors(plan("""
                [Menu]
                exten => 1,1,SayNumber(1)
                                                                 Prononcer « 1 »
                                                 ; Faire l'action 100 du contexte local appel user1
                exten => 1,2,Goto(local,100,1)
                """)))
                .containsExactly(Problem.error(
                        new Position("extensions.conf", 3, 50),
                        "this line is neither [section] nor name=value; if it is a comment, begin it with ;"));
    }

    private static Reading<ExtensionsConf> plan(String text) {
        return ExtensionsConf.read(Sources.of(Map.of("extensions.conf", text)), EVERYTHING);
    }

    private static <T> T loaded(Reading<T> reading) {
        return switch (reading) {
            case Reading.Loaded<T>(T value, List<Problem> warnings) -> value;
            case Reading.Rejected<T> rejected -> throw new AssertionError(rejected.errors());
        };
    }

    private static List<Problem> warnings(Reading<?> reading) {
        return switch (reading) {
            case Reading.Loaded<?> loaded -> loaded.warnings();
            case Reading.Rejected<?> rejected -> throw new AssertionError(rejected.errors());
        };
    }

    private static List<Problem> errors(Reading<?> reading) {
        return switch (reading) {
            case Reading.Loaded<?> loaded -> List.of();
            case Reading.Rejected<?> rejected -> rejected.errors();
        };
    }
}
