/** {@code voicemail.conf}: mailboxes. */
package io.carillon.config.voicemail;
