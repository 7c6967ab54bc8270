package io.carillon.proxy.dialplan;

import io.carillon.config.extensions.ApplicationNames.Support;
import io.carillon.config.extensions.Priority;
import java.util.Optional;

/**
 * One priority, ready to run.
 *
 * @param application empty when it is not here
 */
record Instruction(Priority written, Optional<Application> application, Support support) {
    static Instruction of(Priority priority, Vocabulary vocabulary) {
        return new Instruction(
                priority, vocabulary.application(priority.application()), vocabulary.support(priority.application()));
    }

    int number() {
        return written.number();
    }
}
