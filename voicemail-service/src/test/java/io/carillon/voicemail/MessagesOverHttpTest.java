package io.carillon.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.sound.WavEncoding;
import io.carillon.sound.WavWriter;
import io.carillon.sound.g711.ALaw;
import io.carillon.sound.g711.MuLaw;
import io.carillon.testkit.parts.TestDatabase;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.carillon.voicemail.message.Caller;
import io.carillon.voicemail.message.Chunks;
import io.carillon.voicemail.message.Finished;
import io.carillon.voicemail.message.Folder;
import io.carillon.voicemail.message.MailboxChanged;
import io.carillon.voicemail.message.Message;
import io.carillon.voicemail.message.MessageId;
import io.carillon.voicemail.message.MessageStore;
import io.carillon.voicemail.message.Purpose;
import io.carillon.voicemail.message.Recording;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class MessagesOverHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int HEADER = 44;
    private static int boxes = 2000;

    private final HttpClient client = HttpClient.newHttpClient();
    /** One a test, which finds it empty. */
    private final Mailbox.Key anne = new Mailbox.Key("default", Integer.toString(boxes++));

    private final Mailbox.Key bert = new Mailbox.Key("default", Integer.toString(boxes++));

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "carillon.config.dir")
    Path folder;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Inject
    MessageStore store;

    @Inject
    Chunks chunks;

    @Inject
    MailboxDirectory directory;

    @Inject
    Heard changes;

    /** What a lamp would be told. */
    @Singleton // no proxy, so that its field is its own
    static class Heard {
        final List<Mailbox.Key> boxes = new CopyOnWriteArrayList<>();

        void changed(@ObservesAsync MailboxChanged change) {
            boxes.add(change.box());
        }
    }

    @BeforeEach
    void twoBoxes() throws Exception {
        Files.writeString(folder.resolve("voicemail.conf"), """
                [default]
                %s => 1234, Anne
                %s => 4321, Bert
                """.formatted(anne.number(), bert.number()));
        send(HttpRequest.newBuilder(base.resolve("voicemail/reload")).POST(BodyPublishers.noBody()));
        await().until(() -> directory.find(anne).isPresent());
    }

    @Test
    void the_list_of_mailboxes_counts_their_messages() throws Exception {
        Left.in(anne, store, chunks, SECOND);

        String all = send(HttpRequest.newBuilder(base.resolve("mailboxes"))).body();

        assertThat(JSON.readTree(all))
                .extracting(box -> box.path("number").asText() + " "
                        + box.path("newMessages").asInt())
                .containsExactly(anne.number() + " 1", bert.number() + " 0");
    }

    @Test
    void a_message_is_listed_and_counted() throws Exception {
        MessageId id = Left.in(anne, store, chunks, SECOND);

        JsonNode list = JSON.readTree(get(anne, "messages").body());
        assertThat(list).hasSize(1);
        assertThat(list.path(0).path("id").asText()).isEqualTo(id.text());
        assertThat(list.path(0).path("callerName").asText()).isEqualTo("Zoé Zäh");
        assertThat(list.path(0).path("seconds").asDouble()).isEqualTo(1.0);
        assertThat(JSON.readTree(get(anne, "counts").body()).path("newMessages").asInt())
                .isEqualTo(1);
    }

    @Test
    void what_relays_put_over_http_is_the_message() throws Exception {
        Recording recording = store.begin(
                anne, new Purpose.Message(Caller.UNKNOWN, "call-2", false, List.of()), Duration.ZERO, Duration.ZERO);
        byte[] tone = Left.tone(SECOND);

        assertThat(put(recording, 0, Arrays.copyOfRange(tone, 0, 4000))).isEqualTo(204);
        assertThat(put(recording, 1, Arrays.copyOfRange(tone, 4000, 8000))).isEqualTo(204);
        assertThat(put(recording, 1, Arrays.copyOfRange(tone, 4000, 8000))).isEqualTo(204);
        assertThat(end(recording, "2")).isEqualTo(204);
        assertThat(store.finish(recording)).isInstanceOf(Finished.Left.class);
        assertThat(put(recording, 2, tone)).isEqualTo(409);

        URI sound = base.resolve(URI.create(store.soundUrl(recording.id())).getPath());
        assertThat(bytes(HttpRequest.newBuilder(sound)).body()).isEqualTo(tone);
        assertThat(bytes(HttpRequest.newBuilder(URI.create(sound + "?from=250")))
                        .body())
                .isEqualTo(Arrays.copyOfRange(tone, 2000, 8000));
        assertThat(bytes(HttpRequest.newBuilder(sound).header("Range", "bytes=100-"))
                        .body())
                .isEqualTo(Arrays.copyOfRange(tone, 100, 8000));
    }

    @Test
    void nobody_hears_a_sound_by_a_key_of_his_own() throws Exception {
        assertThat(bytes(HttpRequest.newBuilder(base.resolve("sound/vm1.AAAA.BBBB")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_message_is_served_as_wav_and_by_ranges() throws Exception {
        URI sound = sound(Left.in(anne, store, chunks, SECOND));

        HttpResponse<byte[]> whole = bytes(HttpRequest.newBuilder(sound));
        HttpResponse<byte[]> range = bytes(HttpRequest.newBuilder(sound).header("Range", "bytes=40-143"));
        HttpResponse<byte[]> tail = bytes(HttpRequest.newBuilder(sound).header("Range", "bytes=-10"));
        HttpResponse<byte[]> beyond = bytes(HttpRequest.newBuilder(sound).header("Range", "bytes=999999-"));

        assertThat(whole.headers().firstValue("Content-Type")).contains("audio/wav");
        assertThat(whole.headers().firstValue("Content-Length")).contains("16044");
        assertThat(whole.body()).isEqualTo(wav(Left.tone(SECOND)));
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.headers().firstValue("Content-Range")).contains("bytes 40-143/16044");
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 40, 144));
        assertThat(tail.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 16034, 16044));
        assertThat(beyond.statusCode()).isEqualTo(416);
    }

    @Test
    void a_message_is_served_in_the_format_that_is_asked_for() throws Exception {
        URI sound = sound(Left.in(anne, store, chunks, SECOND));
        byte[] tone = Left.tone(SECOND);
        byte[] aLaw = new byte[tone.length];
        for (int i = 0; i < tone.length; i++) {
            aLaw[i] = ALaw.encode(MuLaw.decode(tone[i]));
        }

        assertThat(bytes(HttpRequest.newBuilder(URI.create(sound + "?format=ulaw")))
                        .body())
                .isEqualTo(tone);
        assertThat(bytes(HttpRequest.newBuilder(URI.create(sound + "?format=alaw")))
                        .body())
                .isEqualTo(aLaw);
        assertThat(bytes(HttpRequest.newBuilder(URI.create(sound + "?format=gsm")))
                        .body())
                .hasSize(50 * 33);
        assertThat(bytes(HttpRequest.newBuilder(URI.create(sound + "?format=wav49")))
                        .body())
                .hasSize(25 * 65 + 61);
        assertThat(bytes(HttpRequest.newBuilder(sound).header("Accept", "audio/basic"))
                        .body())
                .isEqualTo(tone);
        assertThat(bytes(HttpRequest.newBuilder(URI.create(sound + "?format=mp3")))
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void a_message_is_marked_heard_moved_and_deleted() throws Exception {
        MessageId id = Left.in(anne, store, chunks, SECOND);
        String path = "messages/" + id;

        assertThat(send(request(anne, path + "/heard").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(204);
        assertThat(send(request(anne, path + "/folder")
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString("{\"folder\":\"Work\"}")))
                        .statusCode())
                .isEqualTo(204);
        Message moved = store.message(anne, id).orElseThrow();
        assertThat(moved.heard()).isTrue();
        assertThat(moved.folder()).isEqualTo(Folder.WORK);

        assertThat(send(request(anne, path).DELETE()).statusCode()).isEqualTo(204);
        assertThat(get(anne, path).statusCode()).isEqualTo(404);
    }

    @Test
    void a_pin_gives_a_token_that_opens_its_mailbox_and_no_other() throws Exception {
        MessageId id = Left.in(bert, store, chunks, SECOND);
        HttpResponse<String> login = login(anne, "1234");
        String token = "Bearer " + JSON.readTree(login.body()).path("token").asText();

        assertThat(send(request(anne, "messages").header("Authorization", token))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request(bert, "messages").header("Authorization", token))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request(bert, "messages/" + id + "/sound").header("Authorization", token))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(base.resolve("mailboxes")).header("Authorization", token))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(base.resolve("voicemail/reload"))
                                .header("Authorization", token)
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request(anne, "messages").header("Authorization", token + "x"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void wrong_pins_are_slowed_for_telephone_and_http_alike() throws Exception {
        assertThat(login(anne, "0000").statusCode()).isEqualTo(401);
        assertThat(directory.opens(anne, "0001", Optional.empty())).isFalse();
        assertThat(login(anne, "0002").statusCode()).isEqualTo(401);

        HttpResponse<String> slowed = login(anne, "1234");
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("Retry-After")).contains("1");
        await().atMost(Duration.ofSeconds(10)).until(() -> login(anne, "1234").statusCode() == 200);
        assertThat(login(bert, "4321").statusCode()).isEqualTo(200);
        assertThat(login(new Mailbox.Key("default", "9999"), "1").statusCode()).isEqualTo(401);
    }

    @Test
    void whoever_guesses_locks_others_out_and_not_the_owner_s_phone() throws Exception {
        phoneOf("alice", anne);
        tooManyWrong(anne, "");

        assertThat(login(anne, "1234").statusCode()).isEqualTo(429);
        assertThat(directory.opens(anne, "1234", Optional.of("mallory"))).isFalse();
        assertThat(directory.opens(anne, "1234", Optional.of("alice"))).isTrue();
        assertThat(login(anne, "1234").statusCode()).isEqualTo(429);
    }

    @Test
    void who_guesses_at_the_owner_s_phone_locks_that_phone() throws Exception {
        phoneOf("alice", anne);
        tooManyWrong(anne, "alice");

        assertThat(directory.opens(anne, "1234", Optional.of("alice"))).isFalse();
        assertThat(login(anne, "1234").statusCode()).isEqualTo(200);
    }

    /** As the registrar publishes it, whose schema is not in this database. */
    private void phoneOf(String account, Mailbox.Key box) throws SQLException {
        try (Connection connection = new TestDatabase.Database(url).connect("carillon_migrator");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS location");
            statement.execute("CREATE TABLE IF NOT EXISTS location.v1_account_mailbox (account text, mailbox text)");
            statement.execute("GRANT USAGE ON SCHEMA location TO voicemail");
            statement.execute("GRANT SELECT ON location.v1_account_mailbox TO voicemail");
            statement.execute("INSERT INTO location.v1_account_mailbox VALUES ('%s', '%s@%s')"
                    .formatted(account, box.number(), box.context()));
        }
    }

    private void tooManyWrong(Mailbox.Key box, String account) throws SQLException {
        try (Connection connection = new TestDatabase.Database(url).connect("voicemail");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO voicemail.pin_attempts VALUES ('%s', '%s', '%s', 10, now(), now() + '15 min')"
                            .formatted(box.context(), box.number(), account));
        }
    }

    @Test
    void a_greeting_goes_up_and_comes_down() throws Exception {
        byte[] tone = Left.tone(SECOND);
        String path = "greetings/busy";

        assertThat(send(request(anne, path).PUT(BodyPublishers.ofByteArray(wav(tone))))
                        .statusCode())
                .isEqualTo(204);
        assertThat(bytes(request(anne, path + "?format=ulaw")).body()).isEqualTo(tone);
        assertThat(send(request(anne, path).PUT(BodyPublishers.ofString("no sound")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(request(anne, path).DELETE()).statusCode()).isEqualTo(204);
        assertThat(get(anne, path).statusCode()).isEqualTo(404);
        assertThat(get(anne, "greetings/loud").statusCode()).isEqualTo(404);
    }

    @Test
    void a_change_is_told_within_half_a_second() {
        Left.in(anne, store, chunks, SECOND);

        await().atMost(Duration.ofMillis(500))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> changes.boxes.contains(anne));
    }

    @Test
    void the_document_names_what_there_is() throws Exception {
        String document =
                send(HttpRequest.newBuilder(base.resolve("q/openapi"))).body();

        assertThat(document)
                .contains("/mailboxes/{context}/{number}/messages/{id}/sound")
                .contains("/mailboxes/{context}/{number}/greetings/{kind}")
                .contains("/mailboxes/{context}/{number}/token")
                .contains("/recordings/{key}/{chunk}");
    }

    private static byte[] wav(byte[] muLaw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(HEADER + 2 * muLaw.length);
        short[] samples = new short[muLaw.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(muLaw[i]);
        }
        try (WavWriter writer = new WavWriter(out, WavEncoding.PCM, samples.length)) {
            writer.write(samples, samples.length);
        }
        return out.toByteArray();
    }

    private URI sound(MessageId id) {
        return uri(anne, "messages/" + id + "/sound");
    }

    private int put(Recording recording, int number, byte[] sound) throws IOException, InterruptedException {
        URI uri = base.resolve(URI.create(recording.url() + "/" + number).getPath());
        return send(HttpRequest.newBuilder(uri)
                        .header("Content-Type", "audio/basic")
                        .header("Carillon-Offset-Millis", Integer.toString(500 * number))
                        .PUT(BodyPublishers.ofByteArray(sound)))
                .statusCode();
    }

    private int end(Recording recording, String count) throws IOException, InterruptedException {
        URI uri = base.resolve(URI.create(recording.url() + "/end").getPath());
        return send(HttpRequest.newBuilder(uri)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(count)))
                .statusCode();
    }

    private HttpResponse<String> login(Mailbox.Key box, String pin) throws IOException, InterruptedException {
        return send(request(box, "token")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"pin\":\"" + pin + "\"}")));
    }

    private HttpResponse<String> get(Mailbox.Key box, String path) throws IOException, InterruptedException {
        return send(request(box, path));
    }

    private HttpRequest.Builder request(Mailbox.Key box, String path) {
        return HttpRequest.newBuilder(uri(box, path));
    }

    private URI uri(Mailbox.Key box, String path) {
        return base.resolve("mailboxes/" + box.context() + "/" + box.number() + "/" + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
