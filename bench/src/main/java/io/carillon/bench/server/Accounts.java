package io.carillon.bench.server;

/** The accounts that every server under test has: {@code 1000} to {@code 1999}, each its own number. */
public final class Accounts {

    public static final int COUNT = 1000;

    /** Of every challenge. */
    public static final String REALM = "carillon";

    /** An account's name follows. */
    static final String SECRET = "bench-secret-of-";

    private static final int FIRST = 1000;

    private Accounts() {}

    /** @param index from 0, below {@link #COUNT} */
    public static String name(int index) {
        return Integer.toString(FIRST + index);
    }

    public static String password(int index) {
        return SECRET + name(index);
    }
}
