package io.carillon.voicemail.menu;

import io.carillon.prompts.speech.Language;
import io.carillon.voicemail.message.Folder;
import io.carillon.voicemail.message.MailboxCounts;
import io.carillon.voicemail.message.Message;
import io.carillon.voicemail.message.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an owner may do with its messages, by the keys of app_voicemail: 1 first, 2 folders, 3 advanced options, 4 previous,
 * 5 again, 6 next, 7 delete, 8 forward, 9 save, 0 options of the mailbox, {@code *} help, {@code #} good-bye. Any key that is
 * pressed while something is said is the next command. For one session and its thread.
 */
final class MainMenu {
    private static final char LEAVE = '#';

    /** As often as the menu is said to somebody who presses nothing. */
    private static final int MOST_REPEATS = 3;

    private final Owner owner;
    private final Voice voice;
    private final Language language;
    private final FolderChoice folders;
    private final OptionalInt opening;
    private OpenFolder open;
    /** Nothing was played from this folder yet. */
    private boolean starting = true;

    /** @param opening the folder whose messages are played at once, if one is named */
    MainMenu(Owner owner, OptionalInt opening) {
        this.owner = owner;
        this.voice = owner.voice();
        this.language = voice.language();
        this.folders = new FolderChoice(voice);
        this.opening = opening;
        this.open = new OpenFolder(owner.office().store(), owner.box(), begin());
    }

    /** The new messages, or the old ones where there is nothing new. */
    private Folder begin() {
        MailboxCounts counts = owner.office().store().counts(owner.box());
        Folder usual = counts.fresh() == 0 && counts.old() > 0 ? Folder.OLD : Folder.NEW;
        return opening.isPresent() ? Folder.ofNumber(opening.getAsInt()).orElse(usual) : usual;
    }

    /** Until the owner has had enough. What it deleted is deleted then, and also if it hangs up. */
    void run() {
        try {
            Optional<Character> key = opening.isPresent() ? playAtOnce() : greet();
            int repeats = 0;
            while (repeats < MOST_REPEATS
                    && key.filter(pressed -> pressed == LEAVE).isEmpty()) {
                if (key.isPresent()) {
                    repeats = 0;
                    key = obey(key.get());
                } else {
                    key = voice.ask(instructions());
                    repeats += key.isEmpty() ? 1 : 0;
                }
            }
        } finally {
            open.close(owner.settings().moveHeard());
        }
    }

    private Optional<Character> greet() {
        MailboxCounts counts = owner.office().store().counts(owner.box());
        return voice.say(language.messages(counts.fresh(), counts.old()));
    }

    private Optional<Character> playAtOnce() {
        return open.size() > 0 ? play() : voice.say(language.noMessages()).or(() -> Optional.of(LEAVE));
    }

    /** What an owner without a command is told. */
    private List<String> instructions() {
        List<String> said = new ArrayList<>();
        if (starting) {
            if (open.size() > 0) {
                said.add("vm-onefor");
                said.addAll(folders.messagesIn(open.folder()));
            }
            said.add("vm-opts");
            return said;
        }
        if (!open.isFirst()) {
            said.add("vm-prev");
        }
        said.add("vm-advopts");
        said.add("vm-repeat");
        if (!open.isLast()) {
            said.add("vm-next");
        }
        said.add(open.current().filter(open::isDeleted).isPresent() ? "vm-undelete" : "vm-delete");
        said.add("vm-toforward");
        said.add("vm-savemessage");
        return said;
    }

    /** Does it, and says what was pressed meanwhile. */
    private Optional<Character> obey(char key) {
        return switch (key) {
            case '1' -> {
                open.first();
                yield play();
            }
            case '2' -> changeFolder();
            case '3' -> advanced();
            case '4' -> open.isFirst() ? voice.say("vm-nomore") : go(-1);
            case '5' -> play();
            case '6' -> open.isLast() ? voice.say("vm-nomore") : go(1);
            case '7' -> delete();
            case '8' -> forward();
            case '9' -> save();
            case '0' -> new MailboxOptions(owner).run();
            case '*' -> help();
            default -> Optional.empty();
        };
    }

    private Optional<Character> go(int by) {
        if (by < 0) {
            open.previous();
        } else {
            open.next();
        }
        return play();
    }

    private Optional<Character> play() {
        Optional<Message> message = open.current();
        if (message.isEmpty()) {
            return voice.say(language.noMessages());
        }
        starting = false;
        return new MessagePlayer(owner)
                .play(message.get(), open.number(), open.size(), () -> open.heard(message.get()));
    }

    private Optional<Character> changeFolder() {
        return switch (folders.ask("vm-changeto", Folder.NEW)) {
            case FolderChoice.Chosen(Folder folder) -> {
                open.close(owner.settings().moveHeard());
                open = new OpenFolder(owner.office().store(), owner.box(), folder);
                starting = true;
                yield voice.say(folders.messagesIn(folder));
            }
            case FolderChoice.Cancelled() -> Optional.empty();
        };
    }

    private Optional<Character> advanced() {
        return new AdvancedOptions(owner).run(chosen());
    }

    /** The message that was played last: before the first one is, none is chosen. */
    private Optional<Message> chosen() {
        return starting ? Optional.empty() : open.current();
    }

    private Optional<Character> delete() {
        return chosen().flatMap(message -> voice.say(open.toggleDeleted(message) ? "vm-deleted" : "vm-undeleted"));
    }

    private Optional<Character> forward() {
        return chosen().flatMap(message -> new Forwarding(owner).run(message));
    }

    private Optional<Character> save() {
        Optional<Message> message = chosen();
        if (message.isEmpty()) {
            return Optional.empty();
        }
        return switch (folders.ask("vm-savefolder", Folder.OLD)) {
            case FolderChoice.Chosen(Folder folder) -> saved(message.get(), folder);
            case FolderChoice.Cancelled() -> Optional.empty();
        };
    }

    private Optional<Character> saved(Message message, Folder folder) {
        Moved moved =
                folder == open.folder() ? Moved.DONE : owner.office().store().move(owner.box(), message.id(), folder);
        return switch (moved) {
            case DONE -> {
                open.moved(message);
                yield voice.say(Voice.joined(
                        List.of("vm-message"),
                        voice.number(open.number()),
                        List.of("vm-savedto"),
                        folders.messagesIn(folder)));
            }
            case FULL -> voice.say("vm-mailboxfull");
            case GONE -> voice.say("vm-deleted");
        };
    }

    private Optional<Character> help() {
        if (starting) {
            return Optional.empty();
        }
        return voice.ask(Voice.joined(
                List.of("vm-onefor"), folders.messagesIn(open.folder()), List.of("vm-opts", "vm-helpexit")));
    }
}
