/** Mailboxes and messages. */
package io.carillon.voicemail;
