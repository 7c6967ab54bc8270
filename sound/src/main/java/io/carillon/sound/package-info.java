/**
 * Sound as the relay speaks it, 20 ms frames of 16-bit samples at 8 kHz, out of files and into them. Codecs and tones stand
 * in the packages below. Nothing here knows of calls.
 */
package io.carillon.sound;
