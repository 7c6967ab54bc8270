package io.carillon.prompts.speech;

import static io.carillon.prompts.speech.NumbersTest.say;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.prompts.Texts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, You have no messages, Vous n'avez aucun message",
        "1, 0, You have one new message, Vous avez un nouveaux message",
        "3, 0, You have three new messages, Vous avez trois nouveaux messages",
        "0, 1, You have one old message, Vous avez un anciens message",
        "21, 0, You have twenty one new messages, Vous avez vingt et un nouveaux messages",
        "2, 1, You have two new and one old message, Vous avez deux nouveaux et un anciens message",
        "1, 4, You have one new and four old messages, Vous avez un nouveaux et quatre anciens messages"
    })
    void counts_of_messages(int fresh, int old, String english, String french) {
        assertThat(say("en", new English().messages(fresh, old))).isEqualTo(english);
        assertThat(say("fr", new French().messages(fresh, old))).isEqualTo(french);
    }

    @Test
    void folders_stand_where_each_language_puts_them() {
        assertThat(say("en", new English().messagesIn(Folder.WORK))).isEqualTo("work messages");
        assertThat(say("fr", new French().messagesIn(Folder.WORK))).isEqualTo("messages de travail");
        assertThat(say("fr", new French().messagesIn(Folder.OLD))).isEqualTo("anciens messages");
    }

    @Test
    void messages_are_first_last_or_numbered() {
        assertThat(new English().message(1, 1)).containsExactly("vm-first", "vm-message");
        assertThat(new English().message(3, 3)).containsExactly("vm-last", "vm-message");
        assertThat(new French().message(2, 3)).containsExactly("vm-message", "digits/2");
    }

    @Test
    void digits_letters_and_signs_are_spelled() {
        assertThat(Spelling.digits("10a*#-"))
                .containsExactly("digits/1", "digits/0", "digits/star", "digits/pound", "digits/minus");
        assertThat(Spelling.alpha("aZ-9@"))
                .containsExactly("letters/a", "letters/z", "letters/dash", "digits/9", "letters/at");
        assertThat(Spelling.phonetic("b9é8")).containsExactly("phonetic/b_p", "phonetic/9_p", "digits/8");
        assertThat(Spelling.digits("")).isEmpty();
    }

    @Test
    void every_character_that_is_spelled_has_its_prompt() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 1000; c++) {
            all.append(c);
        }
        for (String language : List.of("en", "fr")) {
            Texts texts = Texts.of(language).orElseThrow();
            assertThat(texts.names()).containsAll(Spelling.digits(all.toString()));
            assertThat(texts.names()).containsAll(Spelling.alpha(all.toString()));
            assertThat(texts.names()).containsAll(Spelling.phonetic(all.toString()));
        }
    }

    @ParameterizedTest
    @CsvSource({"fr, fr", "fr_CA, fr", "FR-ch, fr", "en, en", "frisian, en", "de, en", "'', en"})
    void languages_are_known_by_their_codes(String code, String language) {
        assertThat(Language.of(code).code()).isEqualTo(language);
    }
}
