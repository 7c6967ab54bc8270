package io.carillon.config.sip;

/** {@code type=}: who may call whom. */
public enum AccountType {
    /** May only call. */
    USER,
    /** May only be called. */
    PEER,
    /** May do both. */
    FRIEND;

    public boolean mayCall() {
        return this != PEER;
    }

    public boolean mayBeCalled() {
        return this != USER;
    }
}
