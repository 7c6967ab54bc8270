/** The message-waiting lamp (RFC 3842): who is told what of which mailbox, by subscription (RFC 6665) and without one. */
package io.carillon.voicemail.waiting;
