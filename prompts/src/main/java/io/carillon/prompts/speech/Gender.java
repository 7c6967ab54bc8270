package io.carillon.prompts.speech;

/** Of what is counted, where a language cares: French says un message, une minute. */
public enum Gender {
    MASCULINE,
    FEMININE;

    /** The second argument of SayNumber(): {@code f} is feminine; all else, {@code m}, {@code c}, {@code n}, is not. */
    public static Gender of(String option) {
        return option.equalsIgnoreCase("f") ? FEMININE : MASCULINE;
    }
}
