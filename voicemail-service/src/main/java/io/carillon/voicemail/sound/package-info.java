/** Sound as it is kept: µ-law, deflated, in rows of PostgreSQL. */
package io.carillon.voicemail.sound;
