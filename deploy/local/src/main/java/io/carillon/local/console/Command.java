package io.carillon.local.console;

import java.util.List;

/**
 * One command of the console.
 *
 * @param summary for {@code help}
 */
record Command(Form form, String summary, Work work) {

    /** What it does. */
    @FunctionalInterface
    interface Work {
        /** @param words as the form has them, with what the administrator named */
        Answer run(List<String> words) throws NoAnswer, InterruptedException;
    }

    static Command of(String form, String summary, Work work) {
        return new Command(Form.of(form), summary, work);
    }
}
