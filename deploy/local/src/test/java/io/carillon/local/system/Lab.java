package io.carillon.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.carillon.local.Carillon;
import io.carillon.local.PortRange;
import io.carillon.local.Service;
import io.carillon.local.Settings;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneBuilder;
import io.carillon.testkit.realphones.RealAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The Carillon of the suite, and what tests need around it: accounts of their own, its HTTP, its facts, its logs, its mail. */
final class Lab implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Tones a phone may have: 150 different ones, 20 Hz apart. */
    private static final int LOWEST_TONE = 300;

    private static final int TONES = 150;

    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private final LabConfiguration configuration;
    private final Path data;
    private final Carillon carillon;
    private final FactReader facts;
    private final GreenMail mail;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger mailboxes = new AtomicInteger(LabConfiguration.FIRST_MAILBOX + LabConfiguration.PINS);
    private final AtomicInteger mailboxesWithPin = new AtomicInteger(LabConfiguration.FIRST_MAILBOX);
    private final AtomicInteger accounts = new AtomicInteger(LabConfiguration.FIRST_ACCOUNT);

    private Lab(LabConfiguration configuration, Path data, Carillon carillon, GreenMail mail) {
        this.mail = mail;
        this.configuration = configuration;
        this.data = data;
        this.carillon = carillon;
        this.facts = FactReader.follow(carillon.kafka());
    }

    /** Starts the suite's, with its data below {@code target}, where logs can be read after a failure. */
    static Lab start() throws Exception {
        Path directory = Checkout.settings().home().resolve("deploy/local/target/lab");
        clear(directory);
        // The RTP range stays that of rtp.conf: that it is obeyed is one of the things to see.
        return start(directory, Optional.empty());
    }

    /** One more just as it, which the caller closes: for tests that kill. */
    static Lab another(Path directory) throws Exception {
        return start(directory, Checkout.settings().onFreePorts().rtp());
    }

    private static Lab start(Path directory, Optional<PortRange> rtp) throws Exception {
        LabConfiguration configuration = new LabConfiguration();
        Settings checkout = Checkout.settings();
        configuration.write(checkout.home().resolve("examples/lab"), directory.resolve("conf"));
        configuration.writeMailboxes(directory.resolve("conf"));
        GreenMail mail = new GreenMail(new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        Settings free = checkout.onFreePorts();
        Settings settings = new Settings(
                        free.home(),
                        directory.resolve("conf"),
                        directory.resolve("data"),
                        free.sip(),
                        rtp,
                        free.replicas(),
                        free.executables(),
                        free.ports(),
                        free.properties())
                .property("quarkus.mailer.host", "127.0.0.1")
                .property("quarkus.mailer.port", Integer.toString(mail.getSmtp().getPort()));
        Lab lab = new Lab(configuration, settings.data(), Starts.carillon(settings), mail);
        lab.warmUp();
        return lab;
    }

    /** The administrator's recordings. */
    Path sounds() {
        return data.resolveSibling("conf").resolve("sounds");
    }

    /** The first call loads classes on its whole way, which on two busy cores takes longer than a test should wait. */
    private void warmUp() {
        try (Phone caller = phone().open();
                Phone callee = phone().open()) {
            Watch.until(
                    "a registration", WARM_UP, () -> registers(caller) && registers(callee), caller.ladder()::toString);
            Watch.until("a call", WARM_UP, () -> reaches(caller, callee), caller.ladder()::toString);
        }
    }

    private static boolean registers(Phone phone) {
        return phone.register().last().status() == 200;
    }

    private static boolean reaches(Phone caller, Phone callee) {
        int before = callee.incomingCalls().size();
        OutgoingCall call = caller.call(numberOf(callee));
        Watch.until(
                "a call to be refused or to arrive",
                WARM_UP,
                () -> call.ended() || callee.incomingCalls().size() > before,
                caller.ladder()::toString);
        if (call.ended()) {
            return false;
        }
        callee.awaitCall().answer();
        call.awaitAnswered().hangUp();
        return true;
    }

    Carillon carillon() {
        return carillon;
    }

    /** What {@code --data} names. */
    Path data() {
        return data;
    }

    /** What takes voicemail's mail. */
    GreenMail mail() {
        return mail;
    }

    InetSocketAddress sip() {
        return carillon.sip();
    }

    FactReader facts() {
        return facts;
    }

    boolean isRelayed(InetSocketAddress audio) {
        return audio.getPort() >= configuration.firstRtpPort() && audio.getPort() <= configuration.lastRtpPort();
    }

    /** A phone with an account that no other test has; its number is {@link #numberOf}. */
    PhoneBuilder phone() {
        int account = nextAccount();
        return phone("p" + account, LabConfiguration.secretOf(account)).tone(LOWEST_TONE + 20 * (account % TONES));
    }

    /** A registered phone whose account has a mailbox without a PIN, neither of which any other test has. */
    Phone withMailbox() {
        int number = mailboxes.getAndIncrement();
        if (number >= LabConfiguration.MAILED_TOO) {
            throw new IllegalStateException("more phones than mailboxes: raise LabConfiguration.MAILBOXES");
        }
        return withMailbox(number);
    }

    /** The same with {@link LabConfiguration#MAILBOX_PIN}. */
    Phone withPin() {
        int number = mailboxesWithPin.getAndIncrement();
        if (number >= LabConfiguration.FIRST_MAILBOX + LabConfiguration.PINS) {
            throw new IllegalStateException("more phones than PINs: raise LabConfiguration.PINS");
        }
        return withMailbox(number);
    }

    /** The same with a certain one, of {@link LabConfiguration}. */
    Phone withMailbox(int number) {
        return phone("v" + number, "secret-v" + number)
                .tone(LOWEST_TONE + 20 * number)
                .open()
                .registered();
    }

    /** The number of its mailbox. */
    static String mailboxOf(Phone phone) {
        return "7" + phone.user().substring(1);
    }

    /** An account that no other test has, for a phone of another maker. */
    RealAccount account() {
        int account = nextAccount();
        return new RealAccount("p" + account, LabConfiguration.secretOf(account), sip());
    }

    private int nextAccount() {
        int account = accounts.getAndIncrement();
        if (account >= LabConfiguration.FIRST_ACCOUNT + LabConfiguration.ACCOUNTS) {
            throw new IllegalStateException("more phones than accounts: raise LabConfiguration.ACCOUNTS");
        }
        return account;
    }

    /** A phone of a known account. */
    PhoneBuilder phone(String user, String secret) {
        return Phone.of(user, sip()).password(secret);
    }

    /** A registered phone with an account of its own. */
    Phone registered() {
        return phone().open().registered();
    }

    /** The number that rings one of these phones. */
    static String numberOf(Phone phone) {
        return phone.user().substring(1);
    }

    JsonNode get(Service service, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(service, path)).build());
    }

    JsonNode put(Service service, String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(service, path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build());
    }

    byte[] bytes(Service service, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(service, path)).build(), BodyHandlers.ofByteArray())
                .body();
    }

    /** The value of a Prometheus series, the sum of those that begin so. */
    double metric(Service service, String series) throws IOException, InterruptedException {
        String text = http.send(
                        HttpRequest.newBuilder(uri(service, "/q/metrics")).build(), BodyHandlers.ofString())
                .body();
        return text.lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What a service logs from now on. */
    ServiceLog log(Service service) throws IOException {
        return ServiceLog.from(carillon.log(service, 1));
    }

    /** What a service logged since it began. */
    ServiceLog wholeLog(Service service) {
        return ServiceLog.of(carillon.log(service, 1));
    }

    private URI uri(Service service, String path) {
        return carillon.http(service, 1).resolve(path);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        return JSON.readTree(send(request, BodyHandlers.ofString()).body());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpResponse<T> response = http.send(request, body);
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(request + " was answered " + response.statusCode() + ": " + response.body());
        }
        return response;
    }

    @Override
    public void close() {
        facts.close();
        carillon.close();
        mail.stop();
    }

    /** It comes back at the same one after a stop. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void clear(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
