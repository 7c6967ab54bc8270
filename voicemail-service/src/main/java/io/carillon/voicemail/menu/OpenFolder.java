package io.carillon.voicemail.menu;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.Folder;
import io.carillon.voicemail.message.Message;
import io.carillon.voicemail.message.MessageId;
import io.carillon.voicemail.message.MessageStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder as it was when it was opened, where in it its owner is, and what is to happen to its messages when it is closed.
 * What another session deletes meanwhile is gone when this one asks for it, and nothing else happens. For one thread.
 */
final class OpenFolder {
    private final MessageStore store;
    private final Mailbox.Key box;
    private final Folder folder;
    private final List<Message> messages;
    private final Set<MessageId> deleted = new HashSet<>();
    private final Set<MessageId> heard = new HashSet<>();
    private int at;

    OpenFolder(MessageStore store, Mailbox.Key box, Folder folder) {
        this.store = store;
        this.box = box;
        this.folder = folder;
        this.messages = store.list(box, folder);
    }

    Folder folder() {
        return folder;
    }

    int size() {
        return messages.size();
    }

    /** From 1. */
    int number() {
        return at + 1;
    }

    Optional<Message> current() {
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages.get(at));
    }

    boolean isFirst() {
        return at == 0;
    }

    boolean isLast() {
        return at >= messages.size() - 1;
    }

    void first() {
        at = 0;
    }

    void next() {
        at++;
    }

    void previous() {
        at--;
    }

    boolean isDeleted(Message message) {
        return deleted.contains(message.id());
    }

    /** Deletes it, or takes that back; says which. */
    boolean toggleDeleted(Message message) {
        boolean deletes = deleted.add(message.id());
        if (!deletes) {
            deleted.remove(message.id());
        }
        return deletes;
    }

    /** It lies elsewhere now. */
    void moved(Message message) {
        heard.remove(message.id());
        deleted.remove(message.id());
    }

    void heard(Message message) {
        store.markHeard(box, message.id());
        heard.add(message.id());
    }

    /** @param moveHeard whether new messages that were heard become old ones */
    void close(boolean moveHeard) {
        if (folder == Folder.NEW && moveHeard) {
            // Where old ones are full, a heard one stays new: nothing is lost.
            heard.stream().filter(id -> !deleted.contains(id)).forEach(id -> store.move(box, id, Folder.OLD));
        }
        if (!deleted.isEmpty()) {
            store.delete(box, deleted);
        }
    }
}
