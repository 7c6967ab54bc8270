package io.carillon.proxy.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.sip.AccessList;
import io.carillon.config.sip.DigestAlgorithm;
import io.carillon.config.sip.SipConf;
import io.carillon.config.sip.SipGeneral;
import io.carillon.facts.Fact;
import io.carillon.facts.FailedLogins;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.LoginsRefused;
import io.carillon.facts.RegistrationFact.Refusal;
import io.carillon.facts.RegistrationFact.Scope;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.digest.DigestClient;
import io.carillon.protocol.sip.digest.Ha1;
import io.carillon.protocol.sip.digest.HashAlgorithm;
import io.carillon.protocol.sip.digest.NonceIssuer;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.Provider;
import io.carillon.proxy.locate.DeadHops;
import io.carillon.proxy.signalling.Signalling;
import io.carillon.testkit.network.ExpectsNothing;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone and the proxy's edge on a network in memory: who is let in, and what a refusal costs. */
class AuthenticationTest {
    private static final InetSocketAddress PROXY = address("192.0.2.1", 5060);
    private static final String REALM = "carillon";

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final Account alice = account("alice", Account.Type.FRIEND, "secret");
    private final Map<String, Account> accounts =
            Map.of("alice", alice, "gate", account("gate", Account.Type.PEER, "secret"), "inhouse", inhouse());
    private final List<SipResponse> atThePhone = new ArrayList<>();
    private final List<Optional<Account>> letIn = new ArrayList<>();
    private final List<SipRequest> acknowledged = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private TransactionLayer transactions;
    private Authentication authentication;
    private DatagramPort phone;
    private int guesses;

    @BeforeEach
    void connect() throws IOException {
        transactions = new TransactionLayer(
                network, new Core(), TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));
        UdpListener.open(network, "outside", PROXY, new HostPort("192.0.2.1", 5060), _ -> true, transactions);
        authentication = new Authentication(
                new Signalling(
                        network, transactions, _ -> new HostPort("192.0.2.1", 5060), new DeadHops(loop::nanoTime)),
                name -> Optional.ofNullable(accounts.get(name)),
                KnownPeers.NONE,
                new NonceIssuer(1, new byte[32]),
                new FailedLogins(facts::add));
        phone = network.open(
                address("203.0.113.5", 4711),
                (_, payload, _) -> atThePhone.add((SipResponse) read(payload)),
                DatagramOptions.SIGNALLING);
    }

    @Test
    void a_call_without_credentials_is_challenged_and_nothing_is_kept_of_it() {
        for (int n = 1; n <= 1_000; n++) {
            send(invite("alice", n));
        }

        assertThat(atThePhone).hasSize(1_000).allMatch(answer -> answer.status() == 401);
        assertThat(transactions.figures().openServer()).isZero();
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void every_algorithm_that_sip_conf_may_ask_for_is_one_that_we_speak() {
        List<String> tokens =
                Stream.of(DigestAlgorithm.values()).map(DigestAlgorithm::token).toList();

        assertThat(HashAlgorithm.all(tokens)).hasSameSizeAs(tokens);
    }

    @Test
    void a_challenge_is_not_repeated_by_itself() {
        send(invite("alice", 1));
        loop.advance(Duration.ofSeconds(40));

        assertThat(atThePhone).hasSize(1);
    }

    @Test
    void a_retransmission_gets_the_same_tag_and_the_ack_is_taken_in_silence() {
        send(invite("alice", 1));
        send(invite("alice", 1));
        send(invite("alice", 1).replace("INVITE", "ACK"));
        assertThat(acknowledged).hasSize(1);

        assertThat(atThePhone).hasSize(2);
        assertThat(atThePhone.get(0).to().tag())
                .isPresent()
                .isEqualTo(atThePhone.get(1).to().tag());
        assertThat(transactions.figures().openServer()).isZero();
    }

    @Test
    void a_wrong_password_is_refused_and_nothing_is_kept_of_it() {
        send(invite("alice", 1));
        send(withCredentials(invite("alice", 2), "guess"));

        assertThat(atThePhone.getLast().status()).isEqualTo(403);
        assertThat(transactions.figures().openServer()).isZero();
        assertThat(letIn).isEmpty();
    }

    @Test
    void a_guesser_is_told_once_a_second() {
        guess("alice", 5);
        assertThat(facts).hasSize(1);

        loop.advance(Duration.ofSeconds(1));
        send(invite("alice", 500));
        send(withCredentials(invite("alice", 501), "guess"));
        assertThat(facts).hasSize(2);
    }

    @Test
    void a_guesser_waits_longer_and_longer_and_his_retransmissions_meanwhile_are_the_same_guess() {
        guess("alice", 6);
        assertThat(count(403)).isEqualTo(5);

        send(withCredentials(invite("alice", 13), "guess"));
        send(withCredentials(invite("alice", 13), "guess"));
        loop.advance(Duration.ofSeconds(1));

        assertThat(count(403)).isEqualTo(6);
        guess("alice", 1);
        loop.advance(Duration.ofMillis(400));
        assertThat(count(403)).isEqualTo(6);
        loop.advance(Duration.ofMillis(100));
        assertThat(count(403)).isEqualTo(7);
    }

    @Test
    void after_too_many_guesses_an_address_is_refused_unseen_and_a_fact_tells() {
        authentication.obey(general("login_refuse_after=3"));
        guess("alice", 3);

        send(invite("alice", 500));

        assertThat(atThePhone.getLast().status()).isEqualTo(403);
        assertThat(facts)
                .filteredOn(LoginsRefused.class::isInstance)
                .extracting(fact -> ((LoginsRefused) fact).scope())
                .containsExactly(Scope.ADDRESS, Scope.ACCOUNT);
        loop.advance(Duration.ofMinutes(5));
        send(invite("alice", 501));
        assertThat(atThePhone.getLast().status()).isEqualTo(401);
    }

    @Test
    void an_account_that_is_not_permitted_from_there_is_refused_whatever_its_password() {
        send(invite("inhouse", 1));
        send(withCredentials(invite("inhouse", 2), "secret"));

        assertThat(atThePhone).extracting(SipResponse::status).containsExactly(401, 403);
        assertThat(letIn).isEmpty();
        assertThat(facts)
                .singleElement()
                .extracting(fact -> ((AuthenticationFailed) fact).reason())
                .isEqualTo(Refusal.NOT_ALLOWED);
    }

    private void guess(String user, int times) {
        for (int n = 0; n < times; n++) {
            guesses++;
            send(invite(user, 2 * guesses));
            send(withCredentials(invite(user, 2 * guesses + 1), "guess"));
        }
    }

    private long count(int status) {
        return atThePhone.stream().filter(answer -> answer.status() == status).count();
    }

    @Test
    void the_right_password_lets_in_and_makes_one_transaction() {
        send(invite("alice", 1));
        send(withCredentials(invite("alice", 2), "secret"));

        assertThat(letIn).containsExactly(Optional.of(alice));
        assertThat(transactions.figures().openServer()).isOne();
    }

    @Test
    void a_stranger_is_a_guest_where_guests_are_allowed() {
        authentication.obey(general("allowguest=yes"));
        send(invite("nobody", 1));

        assertThat(letIn.getFirst()).get().matches(Account::isGuest);
        assertThat(alice.isGuest()).isFalse();
    }

    @Test
    void a_peer_that_may_not_call_is_no_guest() {
        authentication.obey(general("allowguest=yes"));
        send(invite("gate", 1));
        send(withCredentials(invite("gate", 2), "secret"));

        assertThat(atThePhone).extracting(SipResponse::status).containsExactly(401, 403);
        assertThat(letIn).isEmpty();
    }

    private static SipGeneral general(String line) {
        Sources file = Sources.of(Map.of(SipConf.FILE, "[general]\n" + line + "\n"));
        return ((Reading.Loaded<SipConf>) SipConf.read(file)).value().general();
    }

    private static Account inhouse() {
        return account("inhouse", Account.Type.FRIEND, "secret", "deny 0.0.0.0/0", "permit 192.168.0.0/16");
    }

    private static Account account(String name, Account.Type type, String secret, String... access) {
        return new Account(
                name,
                type,
                REALM,
                Optional.of(Ha1.of(HashAlgorithm.MD5, name, REALM, secret).hex()),
                Optional.empty(),
                "default",
                "",
                name,
                List.of("ulaw"),
                Account.Nat.NO,
                Account.Nat.NO,
                Account.MediaPolicy.RELAYED,
                Optional.empty(),
                AccessList.of(List.of(access)),
                Account.Limits.NONE,
                io.carillon.protocol.sip.dialog.SessionTimer.Policy.DEFAULT,
                false,
                Provider.NONE);
    }

    /** The request as a phone with this password would send it after the last challenge. */
    private String withCredentials(String invite, String password) {
        SipRequest request = (SipRequest) read(bytes(invite));
        String user = request.from().uri().user().orElseThrow();
        return new DigestClient(user, password, () -> "0a4f113b")
                .answer(request, atThePhone.getLast())
                .orElseThrow()
                .toString();
    }

    private static String invite(String user, int number) {
        return """
                INVITE sip:200@192.0.2.1 SIP/2.0
                Via: SIP/2.0/UDP 203.0.113.5:4711;rport;branch=z9hG4bK-%2$d
                Max-Forwards: 70
                From: <sip:%1$s@192.0.2.1>;tag=a%2$d
                To: <sip:200@192.0.2.1>
                Call-ID: call-%2$d
                CSeq: %2$d INVITE
                Contact: <sip:%1$s@203.0.113.5:4711>
                Content-Length: 0

                """.replace("\n", "\r\n").formatted(user, number);
    }

    private void send(String message) {
        phone.send(bytes(message), PROXY);
        loop.advance(Duration.ofMillis(1));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SipMessage read(ByteBuffer payload) {
        return ((Parsed.Message) MessageParser.parse(payload)).message();
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    private final class Core extends ExpectsNothing {
        private Optional<Account> caller = Optional.empty();

        @Override
        public boolean stateless(SipRequest request, Flow flow) {
            caller = authentication.check(request, flow);
            return caller.isEmpty();
        }

        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            letIn.add(caller);
        }

        @Override
        public void ack(SipRequest ack, Flow flow) {
            acknowledged.add(ack);
        }
    }
}
