package io.carillon.config.extensions;

/** Which applications the reader of a plan has. Names are taken in any case. */
@FunctionalInterface
public interface ApplicationNames {

    Support support(String name);

    /** How far an application is supported. */
    enum Support {
        HERE,
        /** Asterisk has it, Carillon not yet: the call ends when it comes to it. */
        LATER,
        UNKNOWN
    }
}
