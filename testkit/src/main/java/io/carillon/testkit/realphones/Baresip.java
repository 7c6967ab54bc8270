package io.carillon.testkit.realphones;

import io.carillon.testkit.program.Program;
import io.carillon.testkit.sound.Tone;
import io.carillon.testkit.sound.ToneCheck;
import io.carillon.testkit.sound.Wav;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * baresip without screen or sound card: commands and events go over its control socket, a file is its microphone, and it
 * records what it hears. It ends by itself after some minutes, should nobody else end it.
 */
public final class Baresip implements RealPhone {

    private static final String LIFETIME_SECONDS = "600";

    /** A call ends when its sound file does; longer than any call of a test. */
    private static final int SOUND_SECONDS = 90;

    private static final int RTP_PORTS = 8;

    private final RealAccount account;
    private final Path directory;
    private final PhoneProcess process;
    private final Socket control;
    private final Recording recording = new Recording(this::newestRecording);
    private int callMark;

    private Baresip(RealAccount account, Path directory, PhoneProcess process, Socket control) {
        this.account = account;
        this.directory = directory;
        this.process = process;
        this.control = control;
    }

    /** Starts it in an empty directory of its own; it registers at once (baresip 1.0 has no command for it). Its codecs are G.711 µ-law and A-law. */
    public static Baresip start(RealAccount account, Tone tone, InetAddress local, Path directory) throws IOException {
        Path program = Program.demand("baresip", "Debian: apt-get install baresip");
        Files.createDirectories(directory);
        int sip = FreePort.run(local, 3 + RTP_PORTS);
        int controlPort = sip + 2;
        Files.writeString(directory.resolve("config"), configuration(local, sip, controlPort, directory));
        Files.writeString(
                directory.resolve("accounts"),
                "<sip:%s@%s>;auth_pass=%s;regint=3600;answermode=manual%n"
                        .formatted(account.user(), account.serverText() + account.transport(), account.password()));
        Files.writeString(directory.resolve("contacts"), "");
        Wav.tone(tone, SOUND_SECONDS).write(directory.resolve("microphone.wav"));
        PhoneProcess process = PhoneProcess.start(
                "baresip " + account.user(),
                directory,
                Map.of(),
                List.of(program.toString(), "-f", directory.toString(), "-t", LIFETIME_SECONDS, "-s"));
        try {
            process.await("baresip is ready", 0, PATIENCE);
            Socket control = connect(local, controlPort);
            Baresip phone = new Baresip(account, directory, process, control);
            Thread.ofVirtual().name("baresip-events").start(phone::readEvents);
            return phone;
        } catch (IOException | RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    private static Socket connect(InetAddress local, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(local, port), (int) PATIENCE.toMillis());
        return socket;
    }

    private static String configuration(InetAddress local, int sip, int control, Path directory) {
        String address = local.getHostAddress();
        return """
                sip_listen %1$s:%2$d
                net_interface %1$s
                module_path %5$s
                module g711.so
                module aufile.so
                module sndfile.so
                module_app account.so
                module_app menu.so
                module_app ctrl_tcp.so
                ctrl_tcp_listen %1$s:%3$d
                audio_source aufile,%4$s/microphone.wav
                audio_player aufile,%4$s/speaker.wav
                audio_alert aufile,/dev/null
                snd_path %4$s
                rtp_ports %6$d-%7$d
                call_local_timeout 120
                audio_buffer 20-160
                statmode_default off
                """.formatted(address, sip, control, directory, modules(), control + 1, control + RTP_PORTS);
    }

    private static Path modules() {
        return Stream.of("/usr/lib/baresip/modules", "/usr/local/lib/baresip/modules", "/usr/lib64/baresip/modules")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("baresip is here, but not its modules"));
    }

    @Override
    public void register() {
        process.await("} 200 OK", 0, PATIENCE);
    }

    /** Waits for the refusal; gives back what baresip says of it. */
    public String registerInVain() {
        return process.await("403", 0, PATIENCE);
    }

    @Override
    public void dial(String number) {
        callMark = process.mark();
        command("dial", account.uriOf(number));
    }

    /** Dials any URI, past the server. */
    public void dialUri(String uri) {
        callMark = process.mark();
        command("dial", uri);
    }

    @Override
    public void answer() {
        process.await("\"type\":\"CALL_INCOMING\"", callMark, PATIENCE);
        command("accept", "");
    }

    @Override
    public void awaitEstablished() {
        process.await("\"type\":\"CALL_ESTABLISHED\"", callMark, PATIENCE);
    }

    @Override
    public void hold() {
        renegotiate("hold");
    }

    /** {@inheritDoc} baresip 1.0 receives the other side again, but records no more of this call. */
    @Override
    public void resume() {
        renegotiate("resume");
    }

    /** It tells of a re-INVITE only in its trace: agreed is what it acknowledges. */
    private void renegotiate(String command) {
        int before = process.mark();
        command(command, "");
        process.await("ACK sip:", before, PATIENCE);
    }

    @Override
    public void transfer(String number) {
        command("transfer", account.uriOf(number));
    }

    @Override
    public void hangUp() {
        command("hangup", "");
    }

    @Override
    public void awaitEnded() {
        process.await("\"type\":\"CALL_CLOSED\"", callMark, PATIENCE);
    }

    /** Where it listens for SIP. */
    public InetSocketAddress sip() {
        return new InetSocketAddress(control.getInetAddress(), control.getPort() - 2);
    }

    @Override
    public ToneCheck heard() {
        return recording.heard();
    }

    @Override
    public void forget() {
        recording.forget();
    }

    /** It begins another with each call. */
    private Optional<Path> newestRecording() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-dec.wav"))
                    .max(Comparator.comparing(Path::getFileName));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (control) {
            command("quit", "");
        } catch (IOException | IllegalStateException ended) {
            process.heard("(" + ended.getMessage() + ")");
        }
        process.close();
    }

    @Override
    public String output() {
        return process.toString();
    }

    @Override
    public String toString() {
        return "Baresip of " + account.user();
    }

    /** A JSON command as a netstring. */
    private void command(String name, String parameters) {
        String json = "{\"command\":\"" + name + "\",\"params\":\"" + parameters + "\",\"token\":\"" + name + "\"}";
        byte[] netstring = (json.length() + ":" + json + ",").getBytes(StandardCharsets.UTF_8);
        try {
            control.getOutputStream().write(netstring);
        } catch (IOException e) {
            throw new IllegalStateException("baresip does not listen any more\n" + process, e);
        }
    }

    private void readEvents() {
        try {
            InputStream events = control.getInputStream();
            while (true) {
                process.heard(new String(events.readNBytes(readLength(events)), StandardCharsets.UTF_8));
                if (events.read() != ',') {
                    throw new IOException("baresip's events are out of step");
                }
            }
        } catch (IOException ended) {
            process.heard("(" + ended.getMessage() + ")");
        }
    }

    private static int readLength(InputStream events) throws IOException {
        int length = 0;
        for (int c = events.read(); c != ':'; c = events.read()) {
            if (c < '0' || c > '9') {
                throw new EOFException("no more events");
            }
            length = length * 10 + c - '0';
        }
        return length;
    }
}
