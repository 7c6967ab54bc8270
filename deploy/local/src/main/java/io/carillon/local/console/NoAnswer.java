package io.carillon.local.console;

/** A command cannot be answered. The message is one sentence for the person at the console. */
final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1;

    NoAnswer(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
