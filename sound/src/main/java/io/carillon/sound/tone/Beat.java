package io.carillon.sound.tone;

/**
 * One stretch of a tone. Frequencies in Hz, 0 for none.
 *
 * @param modulated the second frequency swells the first instead of sounding beside it
 * @param milliseconds 0 for ever
 */
public record Beat(int first, int second, boolean modulated, int milliseconds) {
    boolean endless() {
        return milliseconds == 0;
    }
}
