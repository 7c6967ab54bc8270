/** Tones, the ear that tells them apart, and what carries them: G.711 and WAV files. */
package io.carillon.testkit.sound;
