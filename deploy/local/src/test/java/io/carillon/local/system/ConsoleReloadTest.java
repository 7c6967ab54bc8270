package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.local.console.Console;
import io.carillon.local.console.Replicas;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code ./carillon cli -x "sip reload"} and {@code "dialplan reload"} as a process of their own, while a call goes on. */
@Disturbing("changes the configuration")
// JUnit begins at both ends of the list: this one mostly waits for commands, while others start Carillons.
@Order(Integer.MAX_VALUE)
class ConsoleReloadTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Lab lab;

    ConsoleReloadTest(Lab lab) {
        this.lab = lab;
    }

    private Path file(String name) {
        return lab.data().resolveSibling("conf").resolve(name);
    }

    private String cli(int status, String command) throws Exception {
        try (LauncherProcess launcher = LauncherProcess.run(lab.data(), "cli", "-x", command)) {
            assertThat(launcher.awaitEnd(LIMIT)).as(launcher.text()).isEqualTo(status);
            return launcher.text();
        }
    }

    @Test
    void an_account_and_its_number_are_added_while_a_call_goes_on() throws Exception {
        String accounts = Files.readString(file("sip.conf"));
        String plan = Files.readString(file("extensions.conf"));
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            Talk talk = Talk.between(alice, bob);
            Files.writeString(
                    file("sip.conf"),
                    accounts.replace("[general]", "[general]\nuseragent=Late")
                            + "\n[late1](phone)\nsecret=arrived-late-1\n");
            Files.writeString(
                    file("extensions.conf"),
                    plan + "\n[tests]\nexten => 899,1,Dial(SIP/late1,30)\n[late]\nexten => 1,1,NoOp\n");

            assertThat(cli(0, "sip reload"))
                    .contains("1 accounts created", "created: late1", "[general] changed", "is in force at 2 of 2");
            assertThat(cli(0, "dialplan reload"))
                    .contains("contexts added: late", "extensions added: 899@tests, 1@late", "is in force at 1 of 1");

            try (Phone late = lab.phone("late1", "arrived-late-1").open().registered()) {
                OutgoingCall called = carol.call("899");
                late.awaitCall().answer();
                called.awaitAnswered().hangUp();
            }
            talk.caller().awaitTone(bob.tone());
            talk.hangUp();
        } finally {
            Files.writeString(file("sip.conf"), accounts);
            Files.writeString(file("extensions.conf"), plan);
        }
        assertThat(cli(0, "sip reload")).contains("1 deleted", "deleted: late1");
        assertThat(cli(0, "dialplan reload")).contains("contexts removed: late", "extensions removed: ");
        assertThat(cli(0, "dialplan reload")).contains("nothing changed");
    }

    @Test
    void a_call_in_progress_keeps_the_plan_it_began_with() throws Exception {
        String plan = Files.readString(file("extensions.conf"));
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Files.writeString(file("extensions.conf"), plan + waiting("before"));
            cli(0, "dialplan reload");
            OutgoingCall begun = alice.call("898").awaitAnswered();

            Files.writeString(file("extensions.conf"), plan + waiting("after"));
            assertThat(cli(0, "dialplan reload")).contains("extensions changed: 898@tests");
            OutgoingCall fresh = bob.call("898").awaitAnswered();

            assertThat(noted(begun)).isEqualTo("before");
            assertThat(noted(fresh)).isEqualTo("after");
        } finally {
            Files.writeString(file("extensions.conf"), plan);
            cli(0, "dialplan reload");
        }
    }

    /** Waits for a key, then writes into the record. */
    private static String waiting(String note) {
        return "\n[tests]\nexten => 898,1,Read(KEY,vm-password,1)\nsame => n,Set(CDR(userfield)=" + note
                + ")\nsame => n,Hangup\n";
    }

    private String noted(OutgoingCall call) {
        call.audio().talker().press('1');
        call.awaitHungUp();
        return lab.facts()
                .factsOfCall(call.callId())
                .getLast()
                .at("/data/notes/userfield")
                .asText();
    }

    @Test
    void a_reload_is_in_force_within_five_seconds() throws Exception {
        String plan = Files.readString(file("extensions.conf"));
        Console console = new Console(
                new Replicas(at(Service.PROXY), at(Service.REGISTRAR), List.of(), List.of()),
                Optional.empty(),
                false,
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try {
            Files.writeString(file("extensions.conf"), plan + "\n[tests]\nexten => 897,1,Hangup\n");
            long begin = System.nanoTime();

            assertThat(console.run("dialplan reload")).isTrue();
            assertThat(console.run("sip reload")).isTrue();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        } finally {
            Files.writeString(file("extensions.conf"), plan);
            cli(0, "dialplan reload");
        }
    }

    private List<URI> at(Service service) {
        return List.of(lab.carillon().http(service, 1));
    }

    @Test
    void voicemail_is_read_again() throws Exception {
        assertThat(cli(0, "voicemail reload")).containsPattern("^voicemail.conf is revision \\d+");
    }

    @Test
    void the_plan_can_be_explained_where_it_stands() throws Exception {
        Path directory = Files.createTempDirectory("explain");
        try (LauncherProcess launcher = LauncherProcess.runBare(
                directory, "dialplan", "explain", "200", "--silent=user2", "--config=" + file("").toAbsolutePath())) {
            assertThat(launcher.awaitEnd(LIMIT)).as(launcher.text()).isZero();
            assertThat(launcher.text()).contains("Dial(SIP/user2,8)", "+8.0 s", "nobody answers", "VoiceMail(200)");
        }
    }

    @Test
    void a_wrong_file_is_told_with_its_place_and_changes_nothing() throws Exception {
        String plan = Files.readString(file("extensions.conf"));
        long line = plan.lines().count() + 1;
        String before = cli(0, "dialplan show tests");
        try {
            Files.writeString(file("extensions.conf"), plan + "exten => 899\n");

            assertThat(cli(1, "dialplan reload"))
                    .contains("extensions.conf:" + line + ":", ": error: ")
                    .contains("extensions.conf is not taken; the configuration in use stays");
            assertThat(cli(0, "dialplan show tests")).isEqualTo(before);
        } finally {
            Files.writeString(file("extensions.conf"), plan);
        }
    }

    @Test
    void check_says_what_the_services_would_say_and_its_status_is_for_scripts() throws Exception {
        Path lab = file("").toAbsolutePath();

        assertThat(check(0, lab.toString())).containsPattern("0 errors, \\d+ warnings?\\R?$");
        assertThat(check(1, lab.toString(), "--strict")).contains("warning: ");
        assertThat(check(0, lab.toString(), "--json")).contains("\"errors\" : 0");
        assertThat(check(2, lab.resolve("nowhere").toString())).contains("is no directory");
        assertThat(check(2)).contains("DIR");
    }

    private static String check(int status, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "check";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Path directory = Files.createTempDirectory("check");
        try (LauncherProcess launcher = LauncherProcess.runBare(directory, command)) {
            assertThat(launcher.awaitEnd(LIMIT)).as(launcher.text()).isEqualTo(status);
            return launcher.text();
        }
    }
}
