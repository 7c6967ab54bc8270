package io.carillon.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts and what {@code prompts/voice} made of them. */
class SoundsTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/carillon/prompts");
    /** What French has and English has not: une, première, vingt et un, unième. */
    private static final Set<String> FRENCH_ONLY = Set.of("digits/1F", "digits/et", "digits/h-1F", "digits/h-ieme");

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void each_text_has_its_sound_and_each_sound_its_text(String language) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve(language))) {
            Set<String> sounds = files.filter(Files::isRegularFile)
                    .map(file -> RESOURCES.resolve(language).relativize(file).toString())
                    .map(file -> file.replaceAll("\\.gsm$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(sounds).isEqualTo(new TreeSet<>(texts(language).names()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void the_texts_are_as_they_were_when_they_were_spoken(String language)
            throws IOException, NoSuchAlgorithmException {
        String lines = resource(language + ".texts")
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest((lines + pronunciation(language)).getBytes(StandardCharsets.UTF_8));

        assertThat(resource(language + ".voiced").strip())
                .as("run prompts/voice %s", language)
                .isEqualTo(HexFormat.of().formatHex(hash));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void only_texts_that_there_are_have_a_pronunciation(String language) throws IOException {
        List<String> names = pronunciation(language)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" = ")[0])
                .toList();

        assertThat(texts(language).names()).containsAll(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void no_sound_is_silent_clipped_or_long(String language) throws IOException {
        for (String name : texts(language).names()) {
            Lookup.Found found = (Lookup.Found) Library.builtIn().open(name, language);
            short[] sound = Listening.drain(found.reader());

            assertThat(found.plays()).as(name).isBetween(Duration.ofMillis(140), Duration.ofSeconds(15));
            assertThat((long) sound.length * 1000 / 8000)
                    .as(name)
                    .isEqualTo(found.plays().toMillis());
            assertThat(Listening.loudest(sound))
                    .as("the loudest sample of %s", name)
                    .isBetween(8000, 32_000);
            assertThat(Listening.loudness(sound)).as("the loudness of %s", name).isBetween(1400.0, 2700.0);
            assertThat(Listening.quietStart(sound))
                    .as("samples before %s", name)
                    .isLessThan(1600);
        }
    }

    @Test
    void the_languages_have_the_same_names_but_for_genders() {
        Set<String> french = new TreeSet<>(texts("fr").names());

        assertThat(french).containsAll(FRENCH_ONLY);
        french.removeAll(FRENCH_ONLY);
        assertThat(french).isEqualTo(new TreeSet<>(texts("en").names()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void what_the_labs_and_voicemails_menus_name_is_there(String language) {
        List<String> names = List.of("""
                demo-echotest demo-echodone beep auth-thankyou
                vm-intro vm-theperson vm-isonphone vm-isunavail vm-nobodyavail vm-mailboxfull vm-tooshort vm-review
                vm-torerecord vm-msgsaved vm-leavemsg vm-reachoper vm-msginstruct vm-record-prepend vm-goodbye
                vm-login vm-password vm-incorrect vm-incorrect-mailbox vm-newpassword vm-reenterpassword vm-mismatch
                vm-passchanged vm-invalid-password vm-invalidpassword vm-pls-try-again vm-sorry vm-then-pound
                vm-youhave vm-no vm-and vm-message vm-messages vm-nomore vm-onefor vm-opts vm-helpexit vm-starmain
                vm-INBOX vm-Old vm-Work vm-Family vm-Friends vm-Cust1 vm-Cust2 vm-Cust3 vm-Cust4 vm-Cust5 vm-Deleted
                vm-Urgent vm-changeto vm-for vm-press vm-savefolder vm-savedto vm-saved vm-savemessage
                vm-first vm-last vm-next vm-prev vm-repeat vm-delete vm-deleted vm-undelete vm-undeleted vm-advopts
                vm-received vm-from vm-from-extension vm-from-phonenumber vm-unknown-caller vm-duration vm-minutes
                vm-forward vm-forwardoptions vm-forward-multiple vm-toforward vm-whichbox vm-extension vm-nobox
                vm-nonumber vm-options vm-rec-busy vm-rec-unv vm-rec-name vm-rec-temp vm-rec-generic
                vm-tempgreeting vm-tempgreeting2 vm-tempremoved vm-tmpexists
                """.split("\\s+"));

        for (String name : names) {
            assertThat(Library.builtIn().open(name, language))
                    .as(name)
                    .isInstanceOfSatisfying(
                            Lookup.Found.class,
                            found -> assertThat(found.from()).containsAnyOf(language + " (built in)", "tone"));
        }
    }

    @Test
    void all_sounds_together_stay_small() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            long bytes = files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();

            assertThat(bytes).isLessThan(4_000_000);
        }
    }

    private static String pronunciation(String language) throws IOException {
        return Files.readString(Path.of("pronunciation." + language));
    }

    private static Texts texts(String language) {
        return Texts.of(language).orElseThrow();
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = Texts.class.getResourceAsStream(name)) {
            assertThat(resource).isNotNull();
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
