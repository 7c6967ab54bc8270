package io.carillon.bench.measure;

/** What was measured, for a person to read. */
public interface Report {

    /** Title, table, and what is to be said of it. */
    String markdown();

    /** The same in a few words. */
    String summary();
}
