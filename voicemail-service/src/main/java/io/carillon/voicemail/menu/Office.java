package io.carillon.voicemail.menu;

import io.carillon.voicemail.message.MessageStore;
import java.time.InstantSource;

/** What every menu works with. */
record Office(MessageStore store, Mailboxes mailboxes, InstantSource clock) {}
