/** Mailboxes and messages: the process's entrances. */
package io.carillon.voicemail;
