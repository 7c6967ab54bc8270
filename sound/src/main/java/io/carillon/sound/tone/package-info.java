/** The tones by which a telephone network speaks to callers (ITU-T E.180), in the notation of Asterisk's indications. */
package io.carillon.sound.tone;
