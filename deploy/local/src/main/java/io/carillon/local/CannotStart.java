package io.carillon.local;

/**
 * Carillon cannot run here as it was asked to. The message is one sentence (or a line for each fault of the configuration, and
 * one behind them) for the person at the terminal: the cause and the remedy.
 */
public final class CannotStart extends Exception {
    private static final long serialVersionUID = 1;

    CannotStart(String sentence) {
        super(sentence);
    }

    CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
