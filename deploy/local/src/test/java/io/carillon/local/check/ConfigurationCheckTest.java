package io.carillon.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Problem;
import io.carillon.config.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationCheckTest {
    private final Map<String, String> files =
            new HashMap<>(Map.of("sip.conf", """
            [alice]
            type=friend
            host=dynamic
            context=phones
            secret=kV7-horse-Lamp
            mailbox=100
            """, "extensions.conf", """
            [phones]
            exten => 100,1,Dial(SIP/alice,20)
            """, "rtp.conf", """
            [general]
            rtpstart=10000
            rtpend=10100
            """, "voicemail.conf", """
            [default]
            100 => 7391,Alice
            """));

    private List<String> told() {
        return ConfigurationCheck.of(Sources.of(files)).stream()
                .map(Problem::toString)
                .toList();
    }

    private void add(String file, String text) {
        files.merge(file, text, String::concat);
    }

    @Test
    void files_that_fit_have_nothing_to_be_told() {
        assertThat(told()).isEmpty();
    }

    @Test
    void a_context_that_the_plan_lacks() {
        add("sip.conf", "[bob]\ntype=friend\nhost=dynamic\ncontext=nowhere\nsecret=kV7-horse-Lamp\n");

        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("sip.conf:7:2: warning: ")
                .contains("[bob]", "[nowhere]");
    }

    @Test
    void a_dial_to_nobody() {
        add("extensions.conf", "exten => 200,1,Dial(SIP/alice&SIP/carol,20)\nexten => 300,1,Dial(SIP/${EXTEN})\n");

        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("extensions.conf:3:16: warning: ")
                .contains("[carol]");
    }

    @Test
    void a_dial_to_a_domain_or_through_a_trunk_that_exists_is_right() {
        add("extensions.conf", "exten => 200,1,Dial(SIP/1234@sip.example.com)\nexten => 201,1,Dial(SIP/alice/99)\n");

        assertThat(told()).isEmpty();
    }

    @Test
    void mailboxes_that_are_not_there() {
        add("sip.conf", "[bob]\ntype=friend\nhost=dynamic\ncontext=phones\nsecret=kV7-horse-Lamp\nmailbox=999\n");
        add("extensions.conf", "exten => 200,1,VoiceMail(555,u)\n");

        assertThat(told())
                .anyMatch(line -> line.startsWith("sip.conf:7:2: warning: ") && line.contains("999@default"))
                .anyMatch(line -> line.startsWith("extensions.conf:3:16: warning: ") && line.contains("555@default"));
    }

    @Test
    void secrets_that_are_weak_or_absent() {
        add("sip.conf", """
                [bob]
                type=friend
                host=dynamic
                context=phones
                [carol]
                type=friend
                host=dynamic
                context=phones
                secret=1234
                """);
        add("voicemail.conf", "200 => 200,Bob\n");

        assertThat(told())
                .anyMatch(line -> line.contains("[bob] has no secret"))
                .anyMatch(line -> line.contains("secret of [carol] is easy to guess"))
                .anyMatch(line -> line.contains("PIN of mailbox 200 is easy to guess"))
                .noneMatch(line -> line.contains("1234"));
    }

    @Test
    void system_and_unknown_applications() {
        add("extensions.conf", "exten => 200,1,System(/bin/true)\nexten => 201,1,Frobnicate(x)\n");

        assertThat(told())
                .anyMatch(line -> line.startsWith("extensions.conf:3:16: warning: System runs a program"))
                .anyMatch(line -> line.contains("there is no application Frobnicate"));
    }

    @Test
    void an_error_is_told_with_its_place_and_what_hangs_on_the_file_is_not() {
        add("extensions.conf", "[never closed\n");

        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("extensions.conf:3:")
                .contains(": error: ");
    }
}
