package io.carillon.proxy.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Reading;
import io.carillon.config.Secret;
import io.carillon.config.Sources;
import io.carillon.config.sip.AccessList;
import io.carillon.config.sip.SentIdentity;
import io.carillon.config.sip.SipConf;
import io.carillon.config.sip.SipGeneral;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.KnownAccounts;
import io.carillon.proxy.account.Provider;
import io.carillon.proxy.account.ProviderLine;
import io.carillon.proxy.authentication.KnownPeers.Known;
import io.carillon.proxy.locate.DeadHops;
import io.carillon.proxy.locate.NextHop;
import io.carillon.proxy.signalling.Signalling;
import io.carillon.testkit.network.ExpectsNothing;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy and its provider on a network in memory: what is sent to register, and whose calls are known. */
class TrunksTest {
    private static final InetSocketAddress PROXY = address("192.0.2.1", 5060);
    private static final InetSocketAddress PROVIDER = address("203.0.113.5", 5060);
    private static final InetSocketAddress OTHER_PORT = address("203.0.113.5", 40_000);
    private static final InetSocketAddress STRANGER = address("198.51.100.9", 5060);
    private static final HostPort HERE = new HostPort("192.0.2.1", 5060);

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final List<SipRequest> atTheProvider = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final List<ProviderLine> lines = new ArrayList<>();
    private DatagramPort provider;
    private boolean away;
    private Trunks trunks;

    @BeforeEach
    void open() throws IOException {
        TransactionLayer transactions = new TransactionLayer(
                network, new Nobody(), TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));
        UdpListener outside = UdpListener.open(network, "outside", PROXY, HERE, _ -> true, transactions);
        provider = network.open(PROVIDER, (_, payload, _) -> provide(payload), DatagramOptions.SIGNALLING);
        trunks = new Trunks(new TrunkParts(
                new Signalling(network, transactions, _ -> HERE, new DeadHops(loop::nanoTime)),
                outside,
                TrunksTest::located,
                new Accounts(),
                new Random(1)));
    }

    private static CompletableFuture<List<NextHop>> located(SipUri uri) {
        return CompletableFuture.completedFuture(List.of(new NextHop(
                TransportProtocol.UDP, address(uri.host(), uri.port().orElse(5060)))));
    }

    /** Challenges once, and grants a minute. */
    private void provide(ByteBuffer payload) {
        SipRequest request = (SipRequest) ((Parsed.Message) MessageParser.parse(payload)).message();
        atTheProvider.add(request);
        if (!away) {
            boolean known = request.header("Authorization").isPresent();
            var answer = request.response(known ? 200 : 401).toTag("p");
            if (known) {
                answer.set("Contact", request.header("Contact").orElseThrow() + ";expires=60");
            } else {
                answer.set("WWW-Authenticate", "Digest realm=\"theirs\", nonce=\"abc\", algorithm=MD5, qop=\"auth\"");
            }
            provider.send(ByteBuffer.wrap(answer.build().encode()), PROXY);
        }
    }

    private void begin() {
        Sources file = Sources.of(Map.of(SipConf.FILE, "[general]\ncontext=reception\n"));
        SipGeneral general =
                ((Reading.Loaded<SipConf>) SipConf.read(file)).value().general();
        trunks.obey(general);
        loop.advance(Duration.ofSeconds(1));
    }

    private String state() {
        return trunks.registry(loop.now()).getFirst().state();
    }

    private Optional<Known> whose(String from, String uri, InetSocketAddress source) {
        SipRequest invite = SipRequest.create(Method.INVITE, SipUri.parse(uri))
                .set("From", "<sip:" + from + "@example.com>;tag=1")
                .build();
        return trunks.whose(invite, source);
    }

    /** The contact that the provider was given. */
    private String contact() {
        return atTheProvider.getLast().contacts().getFirst().uri().toString();
    }

    @Test
    void a_line_registers_with_digest_in_the_providers_realm() {
        lines.add(line());

        begin();

        assertThat(state()).isEqualTo("Registered");
        assertThat(atTheProvider).hasSize(2);
        SipRequest register = atTheProvider.getLast();
        assertThat(register.requestUri()).isEqualTo(SipUri.parse("sip:203.0.113.5"));
        assertThat(register.to().uri()).isEqualTo(SipUri.parse("sip:me@203.0.113.5"));
        assertThat(register.header("Authorization")).get().asString().contains("username=\"me\"", "realm=\"theirs\"");
        assertThat(contact()).startsWith("sip:9999@192.0.2.1:5060;line=");
    }

    @Test
    void it_is_refreshed_for_ever_in_one_call_id_with_growing_cseq() {
        lines.add(line());
        begin();

        loop.advance(Duration.ofHours(1));

        assertThat(state()).isEqualTo("Registered");
        assertThat(atTheProvider.stream().map(SipRequest::callId).distinct()).hasSize(1);
        assertThat(atTheProvider.stream().map(request -> request.cseq().number()))
                .hasSizeBetween(120, 170)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_provider_that_is_away_is_tried_less_and_less_and_found_again() {
        lines.add(line());
        away = true;
        begin();
        loop.advance(Duration.ofHours(1));
        assertThat(state()).isIn("Failed", "Trying");
        // Each attempt is eleven datagrams (timer F); without back-off there would be some hundred attempts.
        assertThat(atTheProvider).hasSizeLessThan(250);

        away = false;
        loop.advance(Duration.ofMinutes(11));

        assertThat(state()).isEqualTo("Registered");
    }

    @Test
    void a_line_that_leaves_the_file_takes_its_binding_back() {
        lines.add(line());
        begin();
        lines.clear();

        trunks.accountsChanged();
        loop.advance(Duration.ofMinutes(10));

        assertThat(trunks.registry(loop.now())).isEmpty();
        assertThat(atTheProvider.getLast().header("Expires")).contains("0");
        assertThat(atTheProvider).hasSize(4);
    }

    @Test
    void a_call_that_brings_back_what_was_registered_is_the_lines_whatever_the_port() {
        lines.add(line());
        accounts.add(trunk(false, false));
        begin();

        Optional<Known> known = whose("4930", contact(), OTHER_PORT);

        assertThat(known).hasValueSatisfying(peer -> {
            assertThat(peer.account().name()).isEqualTo("trunk");
            assertThat(peer.account().callerNumber()).isEqualTo("4930");
            assertThat(peer.challenged()).isFalse();
        });
        assertThat(whose("4930", contact(), STRANGER)).isEmpty();
    }

    @Test
    void a_provider_that_drops_parameters_is_known_by_extension_address_and_port() {
        lines.add(line());
        begin();

        assertThat(whose("4930", "sip:9999@192.0.2.1:5060", PROVIDER))
                .hasValueSatisfying(peer -> assertThat(peer.account().context()).isEqualTo("reception"));
        assertThat(whose("4930", "sip:9999@192.0.2.1:5060", OTHER_PORT)).isEmpty();
        assertThat(whose("4930", "sip:1234@192.0.2.1:5060", PROVIDER)).isEmpty();
    }

    @Test
    void a_peer_is_known_by_its_address_and_challenged_if_it_has_a_secret() {
        accounts.add(trunk(false, false));
        begin();

        assertThat(whose("4930", "sip:1@192.0.2.1", PROVIDER))
                .map(Known::challenged)
                .contains(true);
        assertThat(whose("4930", "sip:1@192.0.2.1", OTHER_PORT)).isEmpty();
        assertThat(whose("4930", "sip:1@192.0.2.1", STRANGER)).isEmpty();
    }

    @Test
    void insecure_port_and_invite_let_it_in_from_any_port_without_a_challenge() {
        accounts.add(trunk(true, true));
        begin();

        assertThat(whose("4930", "sip:1@192.0.2.1", OTHER_PORT))
                .map(Known::challenged)
                .contains(false);
    }

    @Test
    void a_phone_of_ours_behind_the_same_address_is_not_taken_for_the_provider() {
        accounts.add(trunk(true, true));
        accounts.add(account("alice", Account.Type.FRIEND, AccessList.OPEN, Provider.NONE));
        begin();

        assertThat(whose("alice", "sip:1@192.0.2.1", OTHER_PORT)).isEmpty();
    }

    @Test
    void what_deny_says_holds_for_a_provider_too() {
        accounts.add(
                account("trunk", Account.Type.PEER, AccessList.of(List.of("deny 0.0.0.0/0")), provider(true, true)));
        begin();

        assertThat(whose("4930", "sip:1@192.0.2.1", PROVIDER)).isEmpty();
    }

    @Test
    void a_line_and_a_peer_that_left_the_file_are_known_no_more() {
        lines.add(line());
        accounts.add(trunk(true, true));
        begin();
        String contact = contact();
        lines.clear();
        accounts.clear();

        trunks.accountsChanged();

        assertThat(whose("4930", contact, PROVIDER)).isEmpty();
        assertThat(whose("4930", "sip:9999@192.0.2.1:5060", PROVIDER)).isEmpty();
        assertThat(whose("4930", "sip:1@192.0.2.1", OTHER_PORT)).isEmpty();
    }

    @Test
    void of_two_peers_at_one_address_the_first_by_name_calls() {
        accounts.add(trunk(true, true));
        accounts.add(account("backup", Account.Type.PEER, AccessList.OPEN, provider(true, true)));
        begin();

        assertThat(whose("4930", "sip:1@192.0.2.1", PROVIDER))
                .map(peer -> peer.account().name())
                .contains("backup");
        assertThat(whose("4930", "sip:1@192.0.2.1", OTHER_PORT))
                .map(peer -> peer.account().name())
                .contains("backup");
    }

    private static ProviderLine line() {
        return new ProviderLine(
                "me@203.0.113.5",
                "me",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Secret("secret")),
                "203.0.113.5",
                OptionalInt.empty(),
                "9999",
                Optional.of(Duration.ofMinutes(1)));
    }

    private static Account trunk(boolean anyPort, boolean unchallenged) {
        return account("trunk", Account.Type.PEER, AccessList.OPEN, provider(anyPort, unchallenged));
    }

    private static Provider provider(boolean anyPort, boolean unchallenged) {
        return new Provider(
                Optional.of(new HostPort("203.0.113.5", OptionalInt.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                anyPort,
                unchallenged,
                Optional.empty(),
                Optional.empty(),
                SentIdentity.NONE,
                false);
    }

    private static Account account(String name, Account.Type type, AccessList permitted, Provider provider) {
        return new Account(
                name,
                type,
                "carillon",
                Optional.of("0123456789abcdef0123456789abcdef"),
                Optional.empty(),
                "from-" + name,
                "",
                name,
                List.of("ulaw"),
                Account.Nat.NO,
                Account.Nat.NO,
                Account.MediaPolicy.RELAYED,
                Optional.empty(),
                permitted,
                Account.Limits.NONE,
                SessionTimer.Policy.DEFAULT,
                false,
                provider);
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    /** Those of the test. */
    private final class Accounts implements KnownAccounts {
        @Override
        public Optional<Account> find(String name) {
            return accounts.stream()
                    .filter(account -> account.name().equals(name))
                    .findFirst();
        }

        @Override
        public List<Account> providers() {
            return accounts.stream()
                    .filter(account -> !account.provider().equals(Provider.NONE))
                    .toList();
        }

        @Override
        public List<ProviderLine> lines() {
            return List.copyOf(lines);
        }
    }

    /** Nothing comes to this proxy but answers. */
    private static final class Nobody extends ExpectsNothing {
        @Override
        public void strayResponse(SipResponse response, Flow flow) {
            // An answer that came after its transaction.
        }
    }
}
