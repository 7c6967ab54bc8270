package io.carillon.relay;

import static io.carillon.relay.NgClient.find;
import static io.carillon.relay.NgClient.request;
import static io.carillon.relay.NgClient.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.sip.AddressAndPort;
import io.carillon.protocol.media.ng.Bencode;
import io.carillon.protocol.media.ng.Bencode.Dictionary;
import io.carillon.protocol.media.ng.Bencode.Text;
import io.carillon.protocol.media.ng.Bencode.Whole;
import io.carillon.testkit.rtp.CallAudio;
import io.carillon.testkit.rtp.Codec;
import io.carillon.testkit.sound.Tone;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay whole, controlled as rtpengine is: requests and packets over real UDP, judged by sound. */
@QuarkusTest
@TestProfile(OwnRange.class)
class NgEdgeTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TestHTTPResource("/q")
    URI operation;

    @ConfigProperty(name = "carillon.ng.address")
    String address;

    private final String callId = UUID.randomUUID().toString();
    private final CallAudio alice = audio(440);
    private final CallAudio bob = audio(620);
    private final CallAudio carol = audio(880);
    private NgClient proxy;

    @BeforeEach
    void connect() throws IOException {
        proxy = new NgClient(AddressAndPort.parse(address).orElseThrow());
    }

    @AfterEach
    void release() throws IOException {
        proxy.ask(request("delete", "call-id", callId));
        proxy.close();
        alice.close();
        bob.close();
        carol.close();
    }

    @Test
    void a_ping_is_answered() throws IOException {
        assertThat(find(proxy.ask(request("ping")), "result")).isEqualTo("pong");
    }

    @Test
    void offer_and_answer_let_the_parties_hear_each_other() throws IOException {
        InetSocketAddress towardBob = passed(proxy.ask(offer("a", alice)));
        InetSocketAddress towardAlice = passed(proxy.ask(answer("a", "b", bob)));

        talk(alice, towardAlice);
        talk(bob, towardBob);

        bob.ear().awaitTone(new Tone(440), PATIENCE);
        alice.ear().awaitTone(new Tone(620), PATIENCE);
        assertThat(alice.ear().senders()).containsExactly(towardAlice);
        assertThat(bob.ear().senders()).containsExactly(towardBob);
    }

    @Test
    void a_request_that_comes_again_gets_the_same_answer_and_is_done_once() throws IOException {
        Dictionary first = proxy.ask("cookie-" + callId, offer("a", alice));

        Dictionary again = proxy.ask("cookie-" + callId, offer("a", alice));

        assertThat(again).isEqualTo(first);
        assertThat(metrics()).contains("carillon_ng_datagrams_total{outcome=\"repeated\"}");
    }

    @Test
    void an_offer_made_anew_after_a_lost_answer_gets_the_same_port() throws IOException {
        InetSocketAddress first = passed(proxy.ask(offer("a", alice)));

        assertThat(passed(proxy.ask(offer("a", alice)))).isEqualTo(first);
    }

    @Test
    void an_offer_in_the_call_keeps_the_ports_whoever_makes_it() throws IOException {
        InetSocketAddress towardBob = passed(proxy.ask(offer("a", alice)));
        InetSocketAddress towardAlice = passed(proxy.ask(answer("a", "b", bob)));
        Map<String, Bencode> anew = offer("b", carol);
        anew.put("to-tag", new Text("a"));

        assertThat(passed(proxy.ask(anew))).isEqualTo(towardAlice);
        assertThat(passed(proxy.ask(answer("b", "a", alice)))).isEqualTo(towardBob);

        talk(carol, towardBob);
        alice.ear().awaitTone(new Tone(880), PATIENCE);
    }

    @Test
    void an_offer_of_another_codec_is_taken() throws IOException {
        passed(proxy.ask(offer("a", alice)));
        passed(proxy.ask(answer("a", "b", bob)));
        Map<String, Bencode> offer = with(offer("a", alice), "sdp", sdp(alice).replace("AVP 0", "AVP 9"));
        offer.put("to-tag", new Text("b"));
        proxy.ask(offer);

        Dictionary answered = proxy.ask(with(answer("a", "b", bob), "sdp", sdp(bob).replace("AVP 0", "AVP 9")));

        assertThat(find(answered, "sdp")).asString().contains("RTP/AVP 9\r\n");
    }

    @Test
    void of_forks_that_share_an_offer_the_last_to_answer_is_heard() throws IOException {
        InetSocketAddress towardBoth = passed(proxy.ask(offer("a", alice)));
        InetSocketAddress towardAlice = passed(proxy.ask(answer("a", "b", bob)));
        talk(alice, towardAlice);
        talk(bob, towardBoth);
        alice.ear().awaitTone(new Tone(620), PATIENCE);

        assertThat(passed(proxy.ask(answer("a", "c", carol)))).isEqualTo(towardAlice);
        bob.talker().fallSilent();
        talk(carol, towardBoth);

        carol.ear().awaitTone(new Tone(440), PATIENCE);
        alice.ear().awaitTone(new Tone(880), PATIENCE);
    }

    @Test
    void a_fork_that_is_deleted_leaves_the_call_of_the_other() throws IOException {
        passed(proxy.ask(offer("a", alice)));
        passed(proxy.ask(answer("a", "b", bob)));
        passed(proxy.ask(answer("a", "c", carol)));

        Dictionary deleted = proxy.ask(request("delete", "call-id", callId, "from-tag", "a", "to-tag", "b"));

        assertThat(find(deleted, "result")).isEqualTo("ok");
        assertThat(tags()).containsOnlyKeys("a", "c");
    }

    @Test
    void branches_have_ports_of_their_own_and_one_ends_without_the_other() throws IOException {
        InetSocketAddress towardBob = passed(proxy.ask(with(offer("a", alice), "via-branch", "1")));
        InetSocketAddress towardCarol = passed(proxy.ask(with(offer("a", alice), "via-branch", "2")));
        InetSocketAddress towardAlice = passed(proxy.ask(with(answer("a", "c", carol), "via-branch", "2")));
        assertThat(towardBob).isNotEqualTo(towardCarol);

        proxy.ask(request("delete", "call-id", callId, "from-tag", "a", "via-branch", "1"));
        talk(alice, towardAlice);
        talk(carol, towardCarol);

        carol.ear().awaitTone(new Tone(440), PATIENCE);
        alice.ear().awaitTone(new Tone(880), PATIENCE);
        assertThat(tags()).containsOnlyKeys("a", "c");
    }

    @Test
    void either_party_ends_the_call_by_its_tag() throws IOException {
        passed(proxy.ask(offer("a", alice)));
        passed(proxy.ask(answer("a", "b", bob)));

        Dictionary deleted = proxy.ask(request("delete", "call-id", callId, "from-tag", "b", "to-tag", "a"));

        assertThat(find(deleted, "tags", "b", "in dialogue with")).isEqualTo("a");
        assertThat(find(query(), "error-reason")).asString().contains("unknown call-id");
    }

    @Test
    void deleting_what_is_not_there_is_an_error_only_where_that_is_asked_for() throws IOException {
        Map<String, Bencode> fatal = request("delete", "call-id", callId, "from-tag", "a");
        Dictionary lenient = proxy.ask(fatal);
        fatal.put("flags", words("fatal"));

        assertThat(find(lenient, "result")).isEqualTo("ok");
        assertThat(find(lenient, "warning")).isNotNull();
        assertThat(find(proxy.ask(fatal), "result")).isEqualTo("error");
    }

    @Test
    void a_party_is_heard_at_the_address_of_its_sip_message_where_its_own_is_of_no_use() throws IOException {
        Map<String, Bencode> offer =
                with(offer("a", alice), "sdp", sdp(alice).replace("c=IN IP4 127.0.0.1", "c=IN IP4 10.99.99.99"));
        offer.put("flags", words("SIP-source-address"));
        offer.put("received-from", words("IP4", "127.0.0.1"));
        InetSocketAddress towardBob = passed(proxy.ask(offer));
        passed(proxy.ask(answer("a", "b", bob)));

        talk(bob, towardBob);

        alice.ear().awaitTone(new Tone(620), PATIENCE);
    }

    @Test
    void a_query_counts_what_the_parties_said() throws IOException {
        InetSocketAddress towardBob = passed(proxy.ask(offer("a", alice)));
        InetSocketAddress towardAlice = passed(proxy.ask(answer("a", "b", bob)));
        talk(alice, towardAlice);
        bob.ear().awaitPackets(5);

        Dictionary report = query();

        assertThat((Long) find(report, "totals", "RTP", "packets")).isGreaterThanOrEqualTo(5);
        assertThat((Long) find(report, "totals", "RTP", "bytes")).isGreaterThanOrEqualTo(800);
        assertThat(find(report, "totals", "RTP", "lost")).isEqualTo(0L);
        assertThat(find(report, "tags", "b", "medias", 0, "streams", 0, "local port"))
                .isEqualTo((long) towardBob.getPort());
        assertThat((Long) find(report, "last signal")).isGreaterThanOrEqualTo((Long) find(report, "created"));
    }

    @Test
    void calls_are_listed_up_to_the_limit() throws IOException {
        proxy.ask(offer("a", alice));
        proxy.ask(with(offer("a", bob), "call-id", callId + "-2"));
        Map<String, Bencode> one = request("list");
        one.put("limit", new Whole(1));

        assertThat(find(proxy.ask(request("list")), "calls")).isEqualTo(words(callId, callId + "-2"));
        assertThat(find(proxy.ask(one), "calls")).isEqualTo(words(callId));
        proxy.ask(request("delete", "call-id", callId + "-2"));
    }

    @Test
    void what_cannot_be_done_is_answered_with_its_reason() throws IOException {
        assertThat(find(proxy.ask(answer("a", "b", bob)), "error-reason"))
                .asString()
                .contains("unknown call-id");
        assertThat(find(proxy.ask(with(offer("a", alice), "sdp", "v=0\r\no=x")), "error-reason"))
                .asString()
                .contains("SDP line 2");
        assertThat(find(proxy.ask(request("list")), "calls")).isEqualTo(words());
    }

    @Test
    void what_is_no_request_gets_an_error_or_nothing() throws IOException {
        proxy.send("noise");
        proxy.send("");

        assertThat(proxy.raw("c d7:command"))
                .isEqualTo("c d12:error-reason26:byte 10: it ends too early6:result5:errore");
        assertThat(metrics()).contains("carillon_ng_datagrams_total{outcome=\"noise\"}");
    }

    private Map<String, Bencode> offer(String from, CallAudio audio) {
        return request("offer", "call-id", callId, "from-tag", from, "sdp", sdp(audio));
    }

    private Map<String, Bencode> answer(String from, String to, CallAudio audio) {
        return request("answer", "call-id", callId, "from-tag", from, "to-tag", to, "sdp", sdp(audio));
    }

    private static Map<String, Bencode> with(Map<String, Bencode> request, String key, String value) {
        request.put(key, new Text(value));
        return request;
    }

    private Dictionary query() throws IOException {
        return proxy.ask(request("query", "call-id", callId));
    }

    private Map<String, Bencode> tags() throws IOException {
        return ((Dictionary) find(query(), "tags")).entries();
    }

    private static CallAudio audio(int hertz) {
        CallAudio audio = CallAudio.open(LOOPBACK, new Tone(hertz));
        audio.understand(List.of(Codec.PCMU));
        return audio;
    }

    private static void talk(CallAudio audio, InetSocketAddress to) {
        audio.talkTo(to, Codec.PCMU);
    }

    private static String sdp(CallAudio audio) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                + audio.local().getPort() + " RTP/AVP 0\r\n";
    }

    private static InetSocketAddress passed(Dictionary reply) {
        assertThat(find(reply, "result")).as("%s", reply).isEqualTo("ok");
        String sdp = (String) find(reply, "sdp");
        String media =
                sdp.lines().filter(line -> line.startsWith("m=")).findFirst().orElseThrow();
        return new InetSocketAddress(LOOPBACK, Integer.parseInt(media.split(" ")[1]));
    }

    private String metrics() throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(operation + "/metrics")).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
