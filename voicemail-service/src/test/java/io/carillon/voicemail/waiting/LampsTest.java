package io.carillon.voicemail.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.carillon.facts.RegistrationFact.BindingAdded;
import io.carillon.facts.schema.PublishedViews;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.testkit.network.ExpectsNothing;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import io.carillon.testkit.parts.TestDatabase;
import io.carillon.voicemail.Left;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.InMemoryMessageStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Which phones are told, and by which way, without any subscription; the tables are what the registrar would publish. */
class LampsTest {
    private static final InetSocketAddress VOICEMAIL = address("192.0.2.3", 15062);
    private static final InetSocketAddress PROXY = address("192.0.2.1", 15060);
    private static final InetSocketAddress OTHER_PROXY = address("192.0.2.2", 15060);
    private static final Mailbox.Key BOX = new Mailbox.Key("default", "1000");
    private static final String PATH = "<sip:flow7@192.0.2.1:15060;lr>";
    private static final String OTHER_PATH = "<sip:flow8@192.0.2.2:15060;lr>";

    private static final PGSimpleDataSource DATABASE = database();

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final InMemoryMessageStore store =
            new InMemoryMessageStore(InstantSource.system(), Map.of(BOX, 10), box -> {});
    private final Owners owners = new Owners(DATABASE, new PublishedViews(DATABASE, Optional.empty()));
    private final List<Told> told = new ArrayList<>();
    private Lamps lamps;

    /** A NOTIFY, and the proxy that it came to. */
    private record Told(InetSocketAddress by, String contact, List<String> routes, String body) {}

    private static PGSimpleDataSource database() {
        PGSimpleDataSource made = new PGSimpleDataSource();
        made.setUrl(TestDatabase.shared().url());
        made.setUser("carillon_migrator");
        made.setPassword("carillon_migrator");
        return made;
    }

    @BeforeAll
    static void tables() throws SQLException {
        run(
                "CREATE SCHEMA location",
                "CREATE TABLE location.v1_account_mailbox (account text, mailbox text)",
                "CREATE TABLE location.v1_binding (aor text, contact text, path text[])",
                "CREATE SCHEMA voicemail",
                "CREATE TABLE voicemail.lamp (context text, number text, fresh int, old int, urgent int,"
                        + " PRIMARY KEY (context, number))");
    }

    private static void run(String... statements) throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    @BeforeEach
    void connect() throws Exception {
        run("TRUNCATE location.v1_account_mailbox, location.v1_binding, voicemail.lamp");
        TransactionLayer transactions = new TransactionLayer(
                network, new ExpectsNothing(), TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));
        UdpListener inside = UdpListener.open(
                network, "inside", VOICEMAIL, new HostPort("192.0.2.3", 15062), _ -> true, transactions);
        for (InetSocketAddress proxy : List.of(PROXY, OTHER_PROXY)) {
            network.open(
                    proxy,
                    (_, payload, _) ->
                            told(proxy, (SipRequest) ((Parsed.Message) MessageParser.parse(payload)).message()),
                    DatagramOptions.SIGNALLING);
        }
        Proxies proxies = new Proxies(List.of(new HostPort("192.0.2.2", 15060)));
        lamps = new Lamps.Source(new Waiting(store, owners), owners).at(network, transactions, inside, proxies, "test");
    }

    private void told(InetSocketAddress by, SipRequest notify) {
        told.add(new Told(
                by,
                notify.requestUri().toString(),
                notify.headers("Route"),
                new String(notify.body(), StandardCharsets.UTF_8)));
    }

    @Test
    void a_change_is_told_to_each_phone_of_each_account_by_the_way_it_registered() throws SQLException {
        account("alice", phone("sip:alice@10.0.0.1", PATH), phone("sip:alice@10.0.0.2", OTHER_PATH));
        account("bert", phone("sip:bert@10.0.0.3", PATH));
        Left.in(BOX, store, store, Duration.ofSeconds(1));

        lamps.changed(BOX);
        until(3);

        assertThat(told)
                .extracting(Told::by, Told::contact)
                .containsExactlyInAnyOrder(
                        tuple(PROXY, "sip:alice@10.0.0.1"),
                        tuple(OTHER_PROXY, "sip:alice@10.0.0.2"),
                        tuple(PROXY, "sip:bert@10.0.0.3"));
        assertThat(told).allMatch(each -> each.body().contains("Voice-Message: 1/0"));
    }

    @Test
    void what_is_no_news_is_told_to_nobody() {
        Waiting waiting = new Waiting(store, owners);
        Left.in(BOX, store, store, Duration.ofSeconds(1));
        waiting.changed(BOX);

        assertThat(waiting.changed(BOX)).isEmpty();
    }

    @Test
    void a_phone_that_registers_is_told_and_no_other() throws SQLException {
        account("alice", phone("sip:alice@10.0.0.1", PATH));
        Left.in(BOX, store, store, Duration.ofSeconds(1));

        lamps.registered(bindingOf("alice", "sip:alice@10.0.0.9", PATH));
        until(1);

        assertThat(told).extracting(Told::contact).containsExactly("sip:alice@10.0.0.9");
        assertThat(told.getFirst().body()).contains("Messages-Waiting: yes");
    }

    @Test
    void everybody_is_told_when_voicemail_starts() throws SQLException {
        account("alice", phone("sip:alice@10.0.0.1", PATH));
        account("bert", phone("sip:bert@10.0.0.3", OTHER_PATH));

        lamps.tellAll();
        until(2);

        assertThat(told).extracting(Told::contact).containsExactlyInAnyOrder("sip:alice@10.0.0.1", "sip:bert@10.0.0.3");
    }

    @Test
    void a_phone_with_a_permanent_host_is_told_through_a_proxy() throws SQLException {
        account("alice", phone("sip:alice@10.0.0.1", ""));

        lamps.tellAll();
        until(1);

        assertThat(told)
                .extracting(Told::by, Told::routes)
                .containsExactly(tuple(OTHER_PROXY, List.of("<sip:192.0.2.2:15060;lr>")));
    }

    /** A phone's contact, and the Path of its registration if it has one. */
    private static String phone(String contact, String path) {
        return "'" + contact + "', " + (path.isEmpty() ? "'{}'" : "ARRAY['" + path + "']");
    }

    private static void account(String name, String... phones) throws SQLException {
        run("INSERT INTO location.v1_account_mailbox VALUES ('" + name + "', '1000@default')");
        for (String phone : phones) {
            run("INSERT INTO location.v1_binding VALUES ('" + name + "', " + phone + ")");
        }
    }

    private static BindingAdded bindingOf(String account, String contact, String path) {
        return new BindingAdded(
                "fact-1",
                Instant.EPOCH,
                account,
                account,
                contact,
                Optional.empty(),
                "10.0.0.9:5060",
                "UDP",
                List.of(path),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                "call-1");
    }

    /** Lets the loop run until what other threads do has come so far. */
    private void until(int notifies) {
        await().pollInSameThread().pollInterval(Duration.ofMillis(2)).until(() -> {
            loop.advance(Duration.ZERO);
            return told.size() >= notifies;
        });
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }
}
