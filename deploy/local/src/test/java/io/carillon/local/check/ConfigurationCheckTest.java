package io.carillon.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Problem;
import io.carillon.config.Sources;
import io.carillon.prompts.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCheckTest {
    @TempDir
    private Path sounds;

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
        return ConfigurationCheck.of(Sources.of(files), Library.with(sounds)).stream()
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
    void an_expression_that_means_nothing() {
        add("extensions.conf", "exten => 101,1,GotoIf($[${EXTEN} + ]?1)\n");

        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("extensions.conf:3:16: warning: $[${EXTEN} + ] cannot");
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
    void a_language_that_is_not_spoken() {
        String phone = "type=friend\nhost=dynamic\ncontext=phones\nsecret=kV7-horse-Lamp\nlanguage=";
        add("sip.conf", "[bob]\n" + phone + "de\n[carol]\n" + phone + "fr_CA\n");

        assertThat(told()).singleElement().asString().startsWith("sip.conf:7:2: warning: [bob] has language de: ");
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
        add("extensions.conf", "exten => 200,1,VoiceMail(555,u)\nexten => 201,1,VoiceMailMain(666@default,s)\n");

        assertThat(told())
                .anyMatch(line -> line.startsWith("sip.conf:7:2: warning: ") && line.contains("999@default"))
                .anyMatch(line -> line.startsWith("extensions.conf:3:16: warning: ") && line.contains("555@default"))
                .anyMatch(line -> line.startsWith("extensions.conf:4:16: warning: ") && line.contains("666@default"));
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
    void a_program_that_runs_under_a_condition_is_told_too() {
        add("extensions.conf", "exten => 200,1,ExecIf($[${X}]?System(/bin/true):Frobnicate(x))\n");

        assertThat(told())
                .anyMatch(line -> line.startsWith("extensions.conf:3:16: warning: System runs a program"))
                .anyMatch(line -> line.startsWith("extensions.conf:3:16: warning: there is no application Frobnicate"));
    }

    @Test
    void a_prompt_that_nobody_will_hear() {
        add("extensions.conf", """
                exten => 200,1,Background(hello&never-recorded&${PROMPT})
                exten => 200,2,Read(KEY,nor-this,1)
                exten => 200,3,ExecIf($[${X}]?Playback(or-that))
                exten => 200,4,Dial(SIP/alice,20,rA(whisper)g)
                exten => 200,5,SayNumber(4)
                exten => 200,6,Playback(/var/msg/standard)
                exten => 200,7,SayUnixTime(,,'vm-received' q 'at-what-time' H)
                """);

        assertThat(told())
                .extracting(line -> line.replaceAll(", neither.*", ""))
                .containsExactly(
                        "extensions.conf:3:16: warning: there is no prompt never-recorded",
                        "extensions.conf:4:16: warning: there is no prompt nor-this",
                        "extensions.conf:5:16: warning: there is no prompt or-that",
                        "extensions.conf:6:16: warning: there is no prompt whisper",
                        "extensions.conf:8:16: warning: there is no prompt /var/msg/standard",
                        "extensions.conf:9:16: warning: there is no prompt at-what-time");
    }

    @Test
    void a_prompt_that_one_of_the_languages_in_use_lacks() throws IOException {
        record("fr/accueil");
        record("menu");
        add("sip.conf", "[bob]\ntype=friend\nhost=dynamic\ncontext=phones\nsecret=kV7-horse-Lamp\nlanguage=fr\n");
        add("extensions.conf", "exten => 200,1,Playback(accueil&menu&hello)\nexten => 200,2,Background(accueil,,fr)\n");

        assertThat(told())
                .containsExactly("extensions.conf:3:16: warning: there is no prompt accueil for callers in en");
    }

    @Test
    void a_language_that_the_plan_gives_is_in_use() throws IOException {
        record("en/welcome-home");
        record("fr/bienvenue");
        add("extensions.conf", "exten => 200,1,Set(CHANNEL(language)=fr)\nexten => 200,2,Playback(bienvenue)\n");

        assertThat(told())
                .containsExactly("extensions.conf:4:16: warning: there is no prompt bienvenue for callers in en");
    }

    @Test
    void music_of_a_class_that_nobody_has_recorded_is_our_own_tune() throws IOException {
        record("moh/jazz");
        add("extensions.conf", """
                exten => 200,1,MusicOnHold(jazz)
                exten => 200,2,Dial(SIP/alice,20,m(rock))
                exten => 200,3,Set(CHANNEL(musicclass)=blues)
                exten => 200,4,MusicOnHold(default,5)
                """);

        assertThat(told())
                .containsExactly(
                        "extensions.conf:4:16: warning: there is no moh/rock among your recordings: callers hear our own"
                                + " tune",
                        "extensions.conf:5:16: warning: there is no moh/blues among your recordings: callers hear our own"
                                + " tune");
    }

    @Test
    void a_recording_that_cannot_be_played() throws IOException {
        Files.writeString(sounds.resolve("broken.wav"), "no sound at all");
        add("extensions.conf", "exten => 200,1,Playback(broken)\n");

        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("extensions.conf:3:16: warning: the prompt broken cannot be played: ");
    }

    /** Half a second of µ-law silence. */
    private void record(String name) throws IOException {
        Path file = sounds.resolve(name + ".ulaw");
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[4000]);
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
