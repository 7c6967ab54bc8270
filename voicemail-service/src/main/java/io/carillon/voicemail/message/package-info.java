/** Messages and greetings, and the one store that keeps them. */
package io.carillon.voicemail.message;
