/** E-mail that tells of messages: a queue in PostgreSQL, and what is written. */
package io.carillon.voicemail.mail;
