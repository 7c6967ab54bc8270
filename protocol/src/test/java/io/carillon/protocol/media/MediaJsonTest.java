package io.carillon.protocol.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.address.Shown;
import io.carillon.protocol.media.MediaJson.Decoded;
import io.carillon.protocol.sdp.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaJsonTest {

    private static final SessionId SESSION = new SessionId("s-1");
    private static final LegId A = new LegId("a");
    private static final LegId B = new LegId("b");
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n";
    private static final LegFigures FIGURES = new LegFigures(
            A, Optional.of("ulaw"), 1, 2, 3, 4, -5, 0.125, 1.5, OptionalDouble.of(20.25), 6, 7, Duration.ofMillis(8));
    private static final LegFigures FIRST_FIGURES =
            new LegFigures(B, Optional.empty(), 0, 0, 0, 0, 0, 0, 0, OptionalDouble.empty(), 0, 0, Duration.ZERO);

    private static final MediaFrame.Request REQUEST = new MediaFrame.Request(
            "proxy-1",
            7,
            List.of(
                    new MediaCommand.AcceptOffer(
                            SESSION, A, SDP, List.of("ulaw", "alaw"), true, Optional.of("192.0.2.7")),
                    new MediaCommand.CreateOffer(SESSION, B, Optional.of(A), List.of("all"), false, Optional.empty()),
                    new MediaCommand.CreateOffer(SESSION, B, Optional.empty(), List.of(), false, Optional.empty()),
                    new MediaCommand.AcceptAnswer(SESSION, B, SDP),
                    new MediaCommand.CreateAnswer(SESSION, A, Optional.of(B)),
                    new MediaCommand.CreateAnswer(SESSION, A, Optional.empty()),
                    new MediaCommand.Hear(SESSION, A, new Source.FromLeg(B)),
                    new MediaCommand.Hear(SESSION, A, new Source.Silence()),
                    new MediaCommand.Hear(SESSION, A, new Source.Echo()),
                    new MediaCommand.Hear(
                            SESSION,
                            A,
                            new Source.Playing(
                                    new PlaybackId(3),
                                    List.of(
                                            new Sound.Prompt("vm-intro", "fr"),
                                            new Sound.Tones("425/500,0/500", "fr", Duration.ofSeconds(1)),
                                            new Sound.Stored("http://10.0.0.7:8083/sound/k1", Duration.ofMillis(3_000)),
                                            new Sound.Pause(Duration.ofMillis(200))),
                                    "#*",
                                    false)),
                    new MediaCommand.DirectOffer(SESSION, A, B),
                    new MediaCommand.SendDigit(SESSION, A, '#', Duration.ofMillis(160)),
                    new MediaCommand.Record(
                            SESSION,
                            A,
                            new RecordingId("r-1"),
                            "http://10.0.0.7:8083/recordings/k2",
                            new RecordingLimits(Duration.ofMinutes(3), Duration.ofSeconds(10), 128),
                            "#",
                            new Gain(-6)),
                    new MediaCommand.StopRecording(SESSION, A),
                    new MediaCommand.Query(SESSION),
                    new MediaCommand.Keep(SESSION),
                    new MediaCommand.ReleaseLeg(SESSION, A),
                    new MediaCommand.Release(SESSION)));

    private static final MediaFrame.Response RESPONSE = new MediaFrame.Response(
            7,
            List.of(
                    new MediaReply.Done(),
                    new MediaReply.Agreed(List.of("ulaw"), Direction.SENDONLY),
                    new MediaReply.Description(SDP, List.of("ulaw", "alaw")),
                    new MediaReply.Figures(List.of(FIGURES, FIRST_FIGURES)),
                    new MediaReply.Refused(MediaReply.Reason.NO_PORT, "10000-10003 are all in use")));

    static Stream<Arguments> frames() {
        return Stream.of(
                Arguments.of("request", REQUEST),
                Arguments.of("response", RESPONSE),
                Arguments.of("datagrams", new MediaFrame.Datagrams(8082, "0123456789abcdefABCD-_")),
                Arguments.of(
                        "quality",
                        new MediaFrame.Event(new MediaEvent.Quality(SESSION, List.of(FIGURES, FIRST_FIGURES)))),
                Arguments.of("silent", new MediaFrame.Event(new MediaEvent.Silent(SESSION, A, Duration.ofSeconds(10)))),
                Arguments.of(
                        "still-there",
                        new MediaFrame.Event(new MediaEvent.StillThere(List.of(SESSION, new SessionId("s-2"))))),
                Arguments.of(
                        "digit", new MediaFrame.Event(new MediaEvent.Digit(SESSION, A, '#', Duration.ofMillis(160)))),
                Arguments.of(
                        "played",
                        new MediaFrame.Event(new MediaEvent.Played(
                                SESSION,
                                A,
                                new PlaybackId(3),
                                MediaEvent.Played.End.UNPLAYABLE,
                                Duration.ZERO,
                                Optional.of("there is no prompt vm-intro")))),
                Arguments.of("recorded", new MediaFrame.Event(recorded(Optional.of('#'), Optional.empty()))),
                Arguments.of(
                        "recording-failed",
                        new MediaFrame.Event(
                                recorded(Optional.empty(), Optional.of("10.0.0.7:8083 has not answered for 60 s")))));
    }

    private static MediaEvent recorded(Optional<Character> key, Optional<String> why) {
        var end = key.isPresent() ? MediaEvent.Recorded.End.KEY : MediaEvent.Recorded.End.FAILED;
        return new MediaEvent.Recorded(SESSION, A, new RecordingId("r-1"), end, Duration.ofMillis(12_340), key, why);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void a_frame_is_written_as_the_golden_file_says(String name, MediaFrame frame) throws IOException {
        assertThat(MediaJson.encode(frame)).isEqualTo(golden(name));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void a_frame_that_was_written_is_read_as_it_was(String name, MediaFrame frame) {
        assertThat(MediaJson.decode(MediaJson.encode(frame))).isEqualTo(new Decoded.Frame(frame));
    }

    @Test
    void a_party_may_be_shown_the_relays_own_address_or_that_of_the_nat() {
        var commands = List.<MediaCommand>of(
                new MediaCommand.AcceptOffer(SESSION, A, SDP, List.of(), true, Optional.empty()).shown(new Shown.Own()),
                new MediaCommand.CreateOffer(SESSION, B, Optional.of(A), List.of(), true, Optional.empty())
                        .shown(new Shown.External(InetAddress.ofLiteral("2001:db8::9"))));
        MediaFrame frame = new MediaFrame.Request("proxy-1", 7, commands);

        assertThat(MediaJson.decode(MediaJson.encode(frame))).isEqualTo(new Decoded.Frame(frame));
    }

    @Test
    void a_leg_may_be_heard_without_its_keys() {
        MediaFrame frame = new MediaFrame.Request(
                "proxy-1", 7, List.of(new MediaCommand.Hear(SESSION, A, new Source.FromLeg(B, false))));

        assertThat(MediaJson.encode(frame)).contains("\"keys\":false");
        assertThat(MediaJson.decode(MediaJson.encode(frame))).isEqualTo(new Decoded.Frame(frame));
    }

    @Test
    void a_session_may_be_given_the_call_id_of_its_call() {
        var commands = List.<MediaCommand>of(
                new MediaCommand.AcceptOffer(SESSION, A, SDP, List.of(), true, Optional.empty()).of("a84b4c@pc33"),
                new MediaCommand.CreateOffer(SESSION, B, Optional.of(A), List.of(), true, Optional.empty())
                        .of("a84b4c@pc33"));
        MediaFrame frame = new MediaFrame.Request("proxy-1", 7, commands);

        assertThat(MediaJson.encode(frame)).contains("\"callId\":\"a84b4c@pc33\"");
        assertThat(MediaJson.decode(MediaJson.encode(frame))).isEqualTo(new Decoded.Frame(frame));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"request":1,"client":"p","commands":[{"command":"query"}]}                          | commands[0].session | missing
                    {"request":1,"client":"p","commands":[{"command":"query","session":""}]}             | commands[0].session | empty
                    {"request":1,"client":"p","commands":[{"command":"query","session":5}]}              | commands[0].session | text
                    {"request":1,"client":"p","commands":[{"command":"query","session":null}]}           | commands[0].session | text
                    {"request":1,"client":"p","commands":[{"command":"dance","session":"s"}]}            | commands[0].command | unknown
                    {"request":1,"client":"p","commands":[{"command":"query","session":"s","x":1}]}      | commands[0].x       | unknown field
                    {"request":1,"client":"p","commands":[{"command":"query","session":"s"},7]}          | commands[1]         | object
                    {"request":1,"client":"p","commands":{}}                                             | commands            | list
                    {"request":1.5,"client":"p","commands":[]}                                           | request             | integer
                    {"request":99999999999999999999,"client":"p","commands":[]}                          | request             | 64 bits
                    {"request":1,"commands":[]}                                                          | client              | missing
                    {"request":1,"client":"p","commands":[{"command":"hear","session":"s","leg":"a","source":{"type":"leg"}}]} | commands[0].source.leg | missing
                    {"request":1,"client":"p","commands":[{"command":"create-offer","session":"s","leg":"a","allowed":["x",1],"symmetric":true}]} | commands[0].allowed[1] | text
                    {"request":1,"client":"p","commands":[{"command":"create-offer","session":"s","leg":"a","allowed":[],"symmetric":"yes"}]} | commands[0].symmetric | true or false
                    {"response":1,"replies":[{"reply":"refused","reason":"MOOD","detail":""}]}           | replies[0].reason   | one of
                    {"event":"digit","session":"s","leg":"a","digit":"##","durationMillis":1}            | digit               | 0-9
                    {"event":"recorded","session":"s","leg":"a","recording":"","end":"KEY","lengthMillis":1} | recording   | empty
                    {"event":"recorded","session":"s","leg":"a","recording":"r","end":"KEY","lengthMillis":1,"key":"12"} | key | 0-9
                    {"event":"recorded","session":"s","leg":"a","recording":"r","end":"BORED","lengthMillis":1} | end      | one of
                    {"request":1,"client":"p","commands":[{"command":"record","session":"s","leg":"a","recording":"r","url":"u","longestMillis":0,"silenceMillis":0,"silenceThreshold":1,"endedBy":""}]} | commands[0].longestMillis | zero
                    {"request":1,"client":"p","commands":[{"command":"record","session":"s","leg":"a","recording":"r","url":"u","longestMillis":7200001,"silenceMillis":0,"silenceThreshold":1,"endedBy":""}]} | commands[0].longestMillis | between
                    {"request":1,"client":"p","commands":[{"command":"record","session":"s","leg":"a","recording":"r","url":"u","longestMillis":1,"silenceMillis":-1,"silenceThreshold":1,"endedBy":""}]} | commands[0].silenceMillis | between
                    {"request":1,"client":"p","commands":[{"command":"record","session":"s","leg":"a","recording":"r","url":"u","longestMillis":1,"silenceMillis":0,"silenceThreshold":32768,"endedBy":""}]} | commands[0].silenceThreshold | between
                    {"datagrams":0,"key":"0123456789abcdefABCDEF"}                                       | datagrams           | port
                    {"datagrams":8082,"key":"short"}                                                     | key                 | characters
                    {"event":"party"}                                                                    | event               | unknown
                    {}                                                                                   | event               | missing
                    {"event":"digit","event":"digit"}                                                    | ``                  | Duplicate
                    {"event":"digit"} {}                                                                 | ``                  | JSON
                    [[[[[[[[[[[[]]]]]]]]]]]]                                                             | ``                  | depth
                    []                                                                                   | ``                  | object
                    hello                                                                                | ``                  | JSON
                    ``                                                                                   | ``                  | object
                    """)
    void a_wrong_frame_is_an_error_that_names_the_field(String text, String field, String cause) {
        assertThat(MediaJson.decode(text)).isInstanceOfSatisfying(Decoded.Wrong.class, wrong -> {
            assertThat(wrong.field()).isEqualTo(field);
            assertThat(wrong.cause()).contains(cause);
        });
    }

    @Test
    void a_wrong_request_whose_id_can_be_read_can_be_answered() {
        assertThat(MediaJson.decode("{\"request\":12,\"client\":\"p\",\"commands\":[{\"command\":\"dance\"}]}"))
                .isInstanceOfSatisfying(
                        Decoded.Wrong.class,
                        wrong -> assertThat(wrong.request()).hasValue(12));
    }

    @Test
    void more_than_the_limits_is_wrong() {
        String command = "{\"command\":\"query\",\"session\":\"s\"}";
        String many = (command + ",").repeat(MediaJson.MAX_COMMANDS) + command;
        String longSdp = "x".repeat(MediaJson.MAX_SDP + 1);

        assertThat(MediaJson.decode("{\"request\":1,\"client\":\"p\",\"commands\":[" + many + "]}"))
                .isInstanceOf(Decoded.Wrong.class);
        assertThat(MediaJson.decode(MediaJson.encode(
                        new MediaFrame.Request("p", 1, List.of(new MediaCommand.AcceptAnswer(SESSION, A, longSdp))))))
                .isInstanceOf(Decoded.Wrong.class);
        assertThat(MediaJson.decode("{\"request\":1,\"client\":\"" + "p".repeat(MediaJson.MAX_FRAME) + "\"}"))
                .isInstanceOf(Decoded.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void whatever_text_comes_in_a_value_comes_out(long seed) {
        Random random = new Random(seed);
        List<String> written = frames().map(frame -> MediaJson.encode((MediaFrame) frame.get()[1]))
                .toList();
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(written.get(random.nextInt(written.size())));
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.setCharAt(at, (char) (32 + random.nextInt(96)));
                } else {
                    text.delete(at, Math.min(text.length(), at + random.nextInt(5)));
                }
            }
            assertThat(MediaJson.decode(text.toString())).isNotNull();
        }
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = MediaJsonTest.class.getResourceAsStream(name + ".json")) {
            assertThat(file).as("golden file %s.json", name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
