package io.carillon.voicemail.menu;

import io.carillon.voicemail.message.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks for a folder by its number. */
final class FolderChoice {
    private static final char CANCEL = '#';
    private static final int MOST_REPEATS = 3;

    private final Voice voice;

    /** What was chosen. */
    sealed interface Choice permits Chosen, Cancelled {}

    record Chosen(Folder folder) implements Choice {}

    record Cancelled() implements Choice {}

    FolderChoice(Voice voice) {
        this.voice = voice;
    }

    /** The messages of a folder, as the language names them. */
    List<String> messagesIn(Folder folder) {
        return voice.language().messagesIn(io.carillon.prompts.speech.Folder.valueOf(folder.name()));
    }

    /** @param first the lowest that may be chosen */
    Choice ask(String question, Folder first) {
        List<String> said = new ArrayList<>(List.of(question));
        for (Folder folder : Folder.values()) {
            if (folder.number() >= first.number()) {
                said.add("vm-press");
                said.addAll(voice.number(folder.number()));
                said.add("vm-for");
                said.addAll(messagesIn(folder));
            }
        }
        said.add("vm-tocancel");
        for (int repeats = 0; repeats < MOST_REPEATS; repeats++) {
            Optional<Character> key = voice.ask(said);
            if (key.filter(pressed -> pressed == CANCEL).isPresent()) {
                return new Cancelled();
            }
            Optional<Folder> folder = key.filter(Character::isDigit)
                    .flatMap(digit -> Folder.ofNumber(digit - '0'))
                    .filter(chosen -> chosen.number() >= first.number());
            if (folder.isPresent()) {
                return new Chosen(folder.get());
            }
        }
        return new Cancelled();
    }
}
