package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code ./carillon cli -x "sip reload"} and {@code "dialplan reload"} as a process of their own, while a call goes on. */
@Disturbing("changes the configuration")
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
            Files.writeString(file("sip.conf"), accounts + "\n[late1](phone)\nsecret=arrived-late-1\n");
            Files.writeString(
                    file("extensions.conf"),
                    plan + "\n[tests]\nexten => 899,1,Dial(SIP/late1,30)\n[late]\nexten => 1,1,NoOp\n");

            assertThat(cli(0, "sip reload")).contains("1 accounts created", "created: late1", "is in force at 2 of 2");
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
