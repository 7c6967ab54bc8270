package io.carillon.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sound.SoundReader;
import io.carillon.sound.WavEncoding;
import io.carillon.sound.WavWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryTest {
    @TempDir
    private Path home;

    private Path directory;
    private Library library;

    @BeforeEach
    void anAdministratorsDirectory() throws IOException {
        directory = Files.createDirectories(home.resolve("prompts"));
        library = Library.with(directory);
    }

    @Test
    void our_prompt_is_found_in_the_language_asked_for() {
        assertThat(from("vm-goodbye", "fr")).isEqualTo("fr (built in)");
        assertThat(from("vm-goodbye", "en")).isEqualTo("en (built in)");
    }

    @ParameterizedTest
    @CsvSource({"fr_CA, fr", "fr-ch, fr", "en_GB, en", "de, en", "'', en", "../../etc, en", "fr_CA_x_y_z_q, en"})
    void a_language_falls_back_to_a_wider_one_and_to_english(String language, String found) {
        assertThat(from("vm-goodbye", language)).isEqualTo(found + " (built in)");
    }

    @Test
    void a_name_that_only_another_language_has_is_missing() {
        assertThat(library.open("digits/1F", "en")).isEqualTo(new Lookup.Missing());
    }

    @Test
    void a_recording_is_laid_over_ours() throws IOException {
        record("fr/vm-goodbye.wav", 250);

        assertThat(from("vm-goodbye", "fr_CA")).endsWith("prompts/fr/vm-goodbye.wav");
        assertThat(from("vm-goodbye", "en")).isEqualTo("en (built in)");
    }

    @Test
    void a_recording_without_a_language_serves_all() throws IOException {
        record("vm-goodbye.wav", 250);

        assertThat(from("vm-goodbye", "fr")).endsWith("prompts/vm-goodbye.wav");
        assertThat(from("vm-goodbye", "de")).endsWith("prompts/vm-goodbye.wav");
    }

    @Test
    void the_narrowest_language_wins() throws IOException {
        record("fr_CA/menu.wav", 100);
        record("fr/menu.wav", 200);
        record("en/menu.wav", 300);
        record("menu.wav", 400);

        assertThat(from("menu", "fr_CA")).endsWith("fr_CA/menu.wav");
        assertThat(from("menu", "fr_BE")).endsWith("fr/menu.wav");
        assertThat(from("menu", "de")).endsWith("prompts/menu.wav");
    }

    @Test
    void an_english_recording_serves_where_nothing_else_does() throws IOException {
        record("en/menu.wav", 300);

        assertThat(from("menu", "fr")).endsWith("en/menu.wav");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wav", "ulaw", "alaw", "gsm", "sln"})
    void each_format_is_found_by_its_extension(String extension) throws IOException {
        Files.write(directory.resolve("menu." + extension), extension.equals("wav") ? wav(100) : new byte[1600]);

        assertThat(from("menu", "en")).endsWith("menu." + extension);
    }

    @Test
    void an_absolute_path_is_looked_up_below_the_directory() throws IOException {
        record("var/msg/standard.wav", 500);

        Lookup found = library.open("/var/msg/standard", "fr");

        assertThat(found).isInstanceOf(Lookup.Found.class);
        assertThat(((Lookup.Found) found).plays()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void a_directory_has_its_recordings_in_the_order_of_their_names() throws IOException {
        record("moh/jazz/02 so what.wav", 100);
        record("moh/jazz/01 blue.in.green.wav", 100);
        Files.writeString(directory.resolve("moh/jazz/README.txt"), "no music");

        assertThat(library.recordingsIn("moh/jazz"))
                .containsExactly("moh/jazz/01 blue.in.green", "moh/jazz/02 so what");
        assertThat(from("moh/jazz/02 so what", "en")).endsWith("02 so what.wav");
        assertThat(library.recordingsIn("moh/rock")).isEmpty();
        assertThat(library.recordingsIn("../prompts/moh/jazz")).isEmpty();
        assertThat(Library.builtIn().recordingsIn("moh/jazz")).isEmpty();
    }

    @Test
    void a_link_to_a_directory_elsewhere_is_no_directory_of_recordings() throws IOException {
        Path outside = Files.createDirectories(home.resolve("outside"));
        Files.write(outside.resolve("secret.wav"), wav(100));
        Files.createDirectories(directory.resolve("moh"));
        Files.createSymbolicLink(directory.resolve("moh/jazz"), outside);

        assertThat(library.recordingsIn("moh/jazz")).isEmpty();
    }

    @Test
    void an_absolute_path_is_looked_up_nowhere_else() throws IOException {
        Path outside = home.resolve("standard.wav");
        Files.write(outside, wav(100));
        String name = outside.toString().replace(".wav", "");

        assertThat(library.open(name, "en")).isEqualTo(new Lookup.Missing());
        assertThat(library.open("/vm-goodbye", "en")).isEqualTo(new Lookup.Missing());
        assertThat(Library.builtIn().open(name, "en")).isEqualTo(new Lookup.Missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "a/../../secret", "/../secret", "..", "a\\..\\..\\secret"})
    void a_name_does_not_lead_out(String name) throws IOException {
        Files.write(home.resolve("secret.wav"), wav(100));

        assertThat(library.open(name, "en"))
                .isEqualTo(new Lookup.Unreadable("'" + name + "' leads out of the prompts"));
    }

    @Test
    void a_link_does_not_lead_out() throws IOException {
        Files.write(home.resolve("secret.wav"), wav(100));
        Files.createSymbolicLink(directory.resolve("menu.wav"), home.resolve("secret.wav"));
        Files.createSymbolicLink(directory.resolve("all"), home);

        assertThat(library.open("menu", "en")).isInstanceOf(Lookup.Unreadable.class);
        assertThat(library.open("all/secret", "en")).isInstanceOf(Lookup.Unreadable.class);
    }

    @Test
    void links_of_a_kubernetes_volume_are_followed() throws IOException {
        record("..2026_11_22/menu.wav", 100);
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026_11_22"));
        Files.createSymbolicLink(directory.resolve("menu.wav"), Path.of("..data/menu.wav"));

        assertThat(from("menu", "en")).endsWith("prompts/menu.wav");
    }

    @Test
    void a_name_that_no_file_can_have_is_a_value() {
        assertThat(library.open("a\0b", "en")).isEqualTo(new Lookup.Unreadable("'a?b' holds a control character"));
        assertThat(library.open("a".repeat(256), "en")).isInstanceOf(Lookup.Unreadable.class);
        assertThat(library.open("a".repeat(255), "en")).isEqualTo(new Lookup.Missing());
        assertThat(library.open("", "en")).isEqualTo(new Lookup.Missing());
        assertThat(library.open("/", "en")).isEqualTo(new Lookup.Missing());
    }

    @Test
    void a_file_that_is_no_sound_says_why() throws IOException {
        Files.writeString(directory.resolve("menu.wav"), "hello");

        assertThat(library.open("menu", "en"))
                .isEqualTo(new Lookup.Unreadable(directory.resolve("menu.wav") + " is not a WAV file"));
    }

    @Test
    void an_hour_is_the_longest() throws IOException {
        try (var file = Files.newByteChannel(
                directory.resolve("music.ulaw"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.position(61L * 60 * 8000);
            file.write(ByteBuffer.allocate(1));
        }

        assertThat(library.open("music", "en"))
                .isEqualTo(new Lookup.Unreadable(directory.resolve("music.ulaw") + " plays 61 minutes, more than 60"));
    }

    @Test
    void a_directory_that_is_not_there_is_as_none() {
        Library without = Library.with(home.resolve("later"));

        assertThat(without.open("vm-goodbye", "fr")).isInstanceOf(Lookup.Found.class);
        assertThat(without.open("menu", "fr")).isEqualTo(new Lookup.Missing());
    }

    @Test
    void beeps_and_silences_are_made() throws IOException {
        Lookup.Found beep = (Lookup.Found) library.open("beep", "fr");
        Lookup.Found silence = (Lookup.Found) library.open("silence/3", "en");

        assertThat(Listening.loudest(Listening.drain(beep.reader()))).isBetween(7000, 7300);
        assertThat(beep.plays()).isEqualTo(Duration.ofMillis(300));
        assertThat(Listening.drain(silence.reader())).hasSize(24_000).containsOnly((short) 0);
        assertThat(library.open("silence/11", "en")).isEqualTo(new Lookup.Missing());
    }

    @Test
    void one_prompt_can_be_played_by_many_at_once() throws IOException {
        SoundReader first = ((Lookup.Found) library.open("vm-intro", "en")).reader();
        SoundReader second = ((Lookup.Found) library.open("vm-intro", "en")).reader();
        short[] frame = new short[SoundReader.FRAME_SAMPLES];
        for (int i = 0; i < 50; i++) {
            first.read(frame);
        }

        assertThat(Listening.drain(second)).hasSize(Listening.drain(first).length + 50 * SoundReader.FRAME_SAMPLES);
    }

    private String from(String name, String language) {
        Lookup lookup = library.open(name, language);
        assertThat(lookup).isInstanceOf(Lookup.Found.class);
        return ((Lookup.Found) lookup).from();
    }

    private void record(String path, int milliseconds) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, wav(milliseconds));
    }

    private static byte[] wav(int milliseconds) throws IOException {
        var out = new ByteArrayOutputStream();
        try (WavWriter writer = new WavWriter(out, WavEncoding.MU_LAW, milliseconds * 8L)) {
            for (int at = 0; at < milliseconds * 8; at += 160) {
                writer.write(new short[160], Math.min(160, milliseconds * 8 - at));
            }
        }
        return out.toByteArray();
    }
}
