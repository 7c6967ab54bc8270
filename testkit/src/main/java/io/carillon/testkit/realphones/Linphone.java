package io.carillon.testkit.realphones;

import io.carillon.testkit.program.Program;
import io.carillon.testkit.sound.Tone;
import io.carillon.testkit.sound.ToneCheck;
import io.carillon.testkit.sound.Wav;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * linphonec, the console of Linphone, with files in place of a sound card. It reads commands from its standard input and
 * ends when that is closed.
 */
public final class Linphone implements RealPhone {

    private static final int SOUND_SECONDS = 90;

    /** One for SIP; of the others two for each call, the next two for one more while it holds the first. */
    private static final int PORTS = 8;

    /** Behind it stands the number by which its commands know a call. */
    private static final String ASSIGNED_ID = "assigned id ";

    private final RealAccount account;
    private final PhoneProcess process;
    private final InetSocketAddress sip;
    private final Recording recording;
    private int callMark;
    private String held = "";

    private Linphone(RealAccount account, Path directory, PhoneProcess process, InetSocketAddress sip) {
        this.account = account;
        this.recording =
                new Recording(() -> Optional.of(directory.resolve("heard.wav")).filter(Files::exists));
        this.process = process;
        this.sip = sip;
    }

    /** Starts it in an empty directory of its own, not registered. Its codecs are opus, speex and G.711 by default. */
    public static Linphone start(RealAccount account, Tone tone, InetAddress local, Path directory) throws IOException {
        Path program = Program.demand("linphonec", "Debian: apt-get install linphone-cli");
        // Without these it runs without its database and complains at each call.
        Files.createDirectories(directory.resolve(".local/share/linphone"));
        Files.createDirectories(directory.resolve(".config/linphone"));
        int port = FreePort.run(local, PORTS);
        Files.writeString(directory.resolve("linphonerc"), configuration(account, local, port));
        Path microphone = Wav.tone(tone, SOUND_SECONDS).write(directory.resolve("microphone.wav"));
        PhoneProcess process = PhoneProcess.start(
                "linphonec " + account.user(),
                directory,
                Map.of(
                        "HOME",
                        directory.toString(),
                        "PULSE_RUNTIME_PATH",
                        directory.resolve("pulse").toString()),
                List.of(program.toString(), "-c", "linphonerc", "-d", "3", "-l", "log"));
        Linphone phone = new Linphone(account, directory, process, new InetSocketAddress(local, port));
        process.type("soundcard use files");
        process.await("Using wav files", 0, PATIENCE);
        process.type("play " + microphone);
        process.type("record " + directory.resolve("heard.wav"));
        return phone;
    }

    private static String configuration(RealAccount account, InetAddress local, int port) {
        return """
                [sip]
                sip_port=%5$d
                sip_tcp_port=%1$d
                sip_tls_port=0
                ipv6_migration_done=1
                use_ipv6=0
                contact="%2$s" <sip:%2$s@%3$s>
                register_only_when_network_is_up=0
                media_encryption=none
                [rtp]
                audio_rtp_port=%4$d
                [misc]
                history_max_size=0
                """.formatted(
                account.tcp() ? port : 0, account.user(), local.getHostAddress(), port + 2, account.tcp() ? 0 : port);
    }

    @Override
    public void register() {
        process.type("register %s %s %s"
                .formatted(
                        "sip:" + account.user() + "@" + account.serverText(),
                        "sip:" + account.serverText() + account.transport(),
                        account.password()));
        process.ask("status register", "registered, identity=", PATIENCE);
    }

    @Override
    public void dial(String number) {
        dialUri(account.uriOf(number));
    }

    /** Dials any URI, past the server. */
    public void dialUri(String uri) {
        callMark = process.mark();
        process.type("call " + uri);
    }

    @Override
    public void answer() {
        process.await("Receiving new incoming call", callMark, PATIENCE);
        process.type("answer");
    }

    /** Holds its call and dials another number, to ask before the two are joined. */
    public void consult(String number) {
        held = idIn(process.await(ASSIGNED_ID, callMark, PATIENCE));
        hold();
        dial(number);
    }

    /** Joins the party it holds with the one it consulted (RFC 3891), and leaves both calls. */
    public void join() {
        String consulted = idIn(process.await(ASSIGNED_ID, callMark, PATIENCE));
        process.type("transfer " + held + " --to-call " + consulted);
    }

    private static String idIn(String line) {
        return line.substring(line.indexOf(ASSIGNED_ID) + ASSIGNED_ID.length()).strip();
    }

    @Override
    public void awaitEstablished() {
        process.await("Media streams established", callMark, PATIENCE);
    }

    @Override
    public void hold() {
        int before = process.mark();
        process.type("pause");
        process.await(" paused", before, PATIENCE);
    }

    @Override
    public void resume() {
        int before = process.mark();
        process.type("resume");
        process.await("Media streams established", before, PATIENCE);
    }

    @Override
    public void transfer(String number) {
        process.type("transfer " + account.uriOf(number));
    }

    @Override
    public void hangUp() {
        process.type("terminate");
    }

    @Override
    public void awaitEnded() {
        process.await(" ended (", callMark, PATIENCE);
    }

    /** Where it listens for SIP. */
    public InetSocketAddress sip() {
        return sip;
    }

    @Override
    public ToneCheck heard() {
        return recording.heard();
    }

    @Override
    public void forget() {
        recording.forget();
    }

    @Override
    public void close() {
        if (process.exitValue().isEmpty()) {
            process.type("quit");
        }
        process.close();
    }

    @Override
    public String output() {
        return process.toString();
    }

    @Override
    public String toString() {
        return "Linphone of " + account.user();
    }
}
