package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Carillon;
import io.carillon.local.Service;
import io.carillon.local.Settings;
import io.carillon.local.system.OwnCarillon.Row;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may do what, on a Carillon whose accounts are limited: from where they log in, what they register, how many calls
 * they have, and how often they may guess. Each test has addresses and accounts of its own.
 */
@OwnCarillon(Row.BUSY)
class WhoMayTest {
    private static final String GENERAL = """
            login_slow_after=3
            login_refuse_after=6
            login_refuse_time=8
            """;

    private static final int GUESSES = 6;
    private static final Duration REFUSED_FOR = Duration.ofSeconds(8);

    /** 8NNNN ends with 503 if DIALSTATUS of a Dial of NNNN was BUSY. */
    private static final String EXTENSIONS = """

            [tests]
            exten => _81XXX,1,Dial(SIP/p${EXTEN:1},30)
            exten => _81XXX,n,GotoIf($["${DIALSTATUS}" = "BUSY"]?busy)
            exten => _81XXX,n,Hangup()
            exten => _81XXX,n(busy),Congestion()
            """;

    private static final int INHOUSE = 1380;
    private static final int CONTACTS = 1381;
    private static final int LIMITED = 1382;
    private static final int TAKING = 1383;
    private static final int DESK = 1384;
    private static final int FORKED = 1385;
    private static final int USER = 1386;
    private static final int PEER = 1387;

    private static final AtomicInteger ACCOUNTS = new AtomicInteger(LabConfiguration.FIRST_ACCOUNT);

    @TempDir
    static Path directory;

    private static Carillon carillon;
    private static FactReader facts;

    @BeforeAll
    static void start() throws Exception {
        Settings checkout = Checkout.settings();
        Path files = directory.resolve("conf");
        new LabConfiguration().write(checkout.home().resolve("examples/lab"), files);
        Path sipConf = files.resolve("sip.conf");
        rewrite(sipConf, LabConfiguration.LOGINS, GENERAL);
        say(sipConf, INHOUSE, "deny=0.0.0.0/0.0.0.0\npermit=127.0.0.2\n");
        say(sipConf, CONTACTS, "contactdeny=0.0.0.0/0.0.0.0\ncontactpermit=127.0.0.2\n");
        say(sipConf, LIMITED, "call-limit=1\n");
        say(sipConf, TAKING, "call-limit=1\n");
        say(sipConf, DESK, "busylevel=1\n");
        say(sipConf, FORKED, "busylevel=1\n");
        say(sipConf, USER, "type=user\n");
        say(sipConf, PEER, "type=peer\n");
        rewrite(files.resolve("extensions.conf"), "\n[tests]\n", EXTENSIONS);
        carillon = Starts.carillon(
                checkout.configuration(files).data(directory.resolve("data")).onFreePorts());
        facts = FactReader.follow(carillon.kafka());
    }

    private static void say(Path sipConf, int account, String options) throws IOException {
        String section = "[p" + account + "](phone)\n";
        rewrite(sipConf, section, section + options);
    }

    private static void rewrite(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).containsOnlyOnce(from);
        Files.writeString(file, text.replace(from, to));
    }

    @AfterAll
    static void stop() {
        facts.close();
        carillon.close();
    }

    @Test
    void an_account_registers_and_calls_from_where_it_is_permitted() {
        try (Phone phone = phone(INHOUSE, "127.0.0.2").open()) {
            assertThat(phone.register().statuses()).containsExactly(401, 200);
            phone.call("608").awaitAnswered().hangUp();
        }
    }

    @Test
    void from_elsewhere_it_neither_registers_nor_calls_and_facts_say_why() {
        try (Phone phone = phone(INHOUSE, "127.0.0.3").open()) {
            OutgoingCall call = phone.call("608");

            assertThat(phone.register().statuses()).containsExactly(401, 403);
            assertThat(call.awaitOutcome().status()).isEqualTo(403);
            assertThat(call.statuses()).first().isEqualTo(401);
            for (String method : new String[] {"REGISTER", "INVITE"}) {
                facts.await(
                        "AuthenticationFailed",
                        data -> data.path("aor").asText().equals(phone.user())
                                && data.path("method").asText().equals(method)
                                && data.path("reason").asText().equals("NOT_ALLOWED"));
            }
        }
    }

    @Test
    void a_contact_that_is_not_permitted_is_refused_and_the_log_names_it() throws Exception {
        ServiceLog log = ServiceLog.from(carillon.log(Service.REGISTRAR, 1));
        try (Phone here = phone(CONTACTS, "127.0.0.2").open();
                Phone elsewhere = phone(CONTACTS, "127.0.0.4").open();
                Phone caller = registered()) {
            assertThat(elsewhere.register().statuses()).containsExactly(401, 403);
            log.await(elsewhere.user() + " may not register sip:" + elsewhere.user() + "@127.0.0.4");
            assertThat(caller.call(Lab.numberOf(elsewhere)).awaitOutcome().status())
                    .isEqualTo(480);

            assertThat(here.register().last().status()).isEqualTo(200);
            Talk.between(caller, here).hangUp();
            assertThat(elsewhere.incomingCalls()).isEmpty();
        }
    }

    @Test
    void an_account_with_its_one_call_makes_no_other_and_is_busy_until_it_is_over() {
        try (Phone limited = phone(LIMITED, "127.0.0.1").open().registered();
                Phone caller = registered()) {
            OutgoingCall only = limited.call("608").awaitAnswered();

            assertThat(limited.call("608").awaitOutcome().status()).isEqualTo(480);
            assertThat(caller.call(Lab.numberOf(limited)).awaitOutcome().status())
                    .isEqualTo(486);
            assertThat(limited.incomingCalls()).isEmpty();

            only.hangUp();
            facts.factsOfCall(only.callId());
            Talk.between(caller, limited).hangUp();
        }
    }

    @Test
    void a_call_that_was_taken_counts_as_one_that_was_made() {
        try (Phone limited = phone(TAKING, "127.0.0.1").open().registered();
                Phone caller = registered()) {
            Talk talk = Talk.between(caller, limited);

            assertThat(limited.call("608").awaitOutcome().status()).isEqualTo(480);

            talk.hangUp();
            facts.factsOfCall(talk.caller().callId());
            limited.call("608").awaitAnswered().hangUp();
        }
    }

    @Test
    void a_desk_with_one_call_is_busy_for_others_and_may_call_itself() {
        try (Phone desk = phone(DESK, "127.0.0.1").open().registered();
                Phone caller = registered();
                Phone other = registered()) {
            Talk talk = Talk.between(caller, desk);

            assertThat(other.call(Lab.numberOf(desk)).awaitOutcome().status()).isEqualTo(486);
            assertThat(other.call("8" + Lab.numberOf(desk)).awaitOutcome().status())
                    .as("what the plan does when DIALSTATUS is BUSY")
                    .isEqualTo(503);
            assertThat(desk.incomingCalls()).hasSize(1);
            desk.call("608").awaitAnswered().hangUp();
            talk.hangUp();
        }
    }

    @Test
    void a_phone_that_rang_in_vain_is_not_busy_while_the_one_that_answered_talks() {
        try (Phone forked = phone(FORKED, "127.0.0.1").open().registered();
                Phone quick = registered();
                Phone caller = registered();
                Phone other = registered()) {
            OutgoingCall both = caller.call("4" + Lab.numberOf(forked) + Lab.numberOf(quick));
            IncomingCall inVain = forked.awaitCall().ring();
            quick.awaitCall().answer();
            both.awaitAnswered();
            inVain.awaitCancelled();

            Talk.between(other, forked).hangUp();
            both.hangUp();
        }
    }

    @Test
    void a_user_calls_and_neither_registers_nor_is_called() {
        try (Phone user = phone(USER, "127.0.0.5").open();
                Phone caller = registered()) {
            assertThat(user.register().statuses()).containsExactly(401, 403);
            user.call("608").awaitAnswered().hangUp();
            assertThat(caller.call(Lab.numberOf(user)).awaitOutcome().status()).isEqualTo(480);
        }
    }

    @Test
    void a_peer_registers_and_is_called_and_does_not_call() {
        try (Phone peer = phone(PEER, "127.0.0.6").open().registered();
                Phone caller = registered()) {
            Talk.between(caller, peer).hangUp();

            assertThat(peer.call("608").awaitOutcome().status()).isEqualTo(403);
        }
    }

    @Test
    void a_guest_is_refused_like_a_wrong_password_as_long_as_nobody_allows_guests() {
        try (Phone stranger =
                Phone.of("stranger", carillon.sip()).at(at("127.0.0.7")).open()) {
            OutgoingCall call = stranger.call("608");

            assertThat(call.awaitOutcome().status()).isEqualTo(403);
            assertThat(call.statuses()).first().isEqualTo(401);
        }
    }

    @Test
    void wrong_passwords_of_registrations_are_answered_late_and_then_not_looked_at_while_others_register() {
        int account = ACCOUNTS.getAndIncrement();
        try (Phone guesser = phone(account, "127.0.0.66").password("guess").open();
                Phone neighbour =
                        phone(ACCOUNTS.getAndIncrement(), "127.0.0.66").open();
                Phone stranger = phone(ACCOUNTS.getAndIncrement(), "127.0.0.66").open();
                Phone real = phone(account, "127.0.0.67").open()) {
            neighbour.registered();
            long begin = System.nanoTime();
            for (int i = 0; i < GUESSES; i++) {
                assertThat(guesser.register().statuses()).containsExactly(401, 403);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(250 + 500 + 1000));

            assertThat(guesser.register().statuses()).containsExactly(403);
            assertThat(stranger.register().statuses()).containsExactly(403);
            assertThat(neighbour.register().last().status()).isEqualTo(200);
            assertThat(real.register().last().status()).isEqualTo(200);
            awaitRefusal("ADDRESS", "127.0.0.66");
            awaitRefusal("ACCOUNT", "127.0.0.66");
            Watch.until(
                    "the end of the refusal",
                    REFUSED_FOR.plus(REFUSED_FOR),
                    () -> stranger.register().last().status() == 200,
                    stranger.ladder()::toString);
        }
    }

    @Test
    void wrong_passwords_of_calls_are_refused_unseen_while_others_call() {
        try (Phone guesser = phone(ACCOUNTS.getAndIncrement(), "127.0.0.68")
                        .password("guess")
                        .open();
                Phone real = phone(Integer.parseInt(Lab.numberOf(guesser)), "127.0.0.69")
                        .open()) {
            for (int i = 0; i < GUESSES; i++) {
                assertThat(guesser.call("608").awaitOutcome().status()).isEqualTo(403);
            }
            OutgoingCall unseen = guesser.call("608");

            assertThat(unseen.awaitOutcome().status()).isEqualTo(403);
            assertThat(unseen.statuses()).doesNotContain(401);
            real.call("608").awaitAnswered().hangUp();
            awaitRefusal("ADDRESS", "127.0.0.68");
        }
    }

    private static void awaitRefusal(String scope, String address) {
        facts.await(
                "LoginsRefused",
                data -> data.path("scope").asText().equals(scope)
                        && data.path("address").asText().equals(address)
                        && data.path("failures").asInt() == GUESSES);
    }

    private static PhoneBuilder phone(int account, String address) {
        return Phone.of("p" + account, carillon.sip())
                .password(LabConfiguration.secretOf(account))
                .tone(300 + 20 * (account % 100))
                .at(at(address));
    }

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 0);
    }

    private static Phone registered() {
        return phone(ACCOUNTS.getAndIncrement(), "127.0.0.1").open().registered();
    }
}
