package io.carillon.bench.server;

import io.carillon.bench.measure.CpuMeter;
import java.net.InetSocketAddress;
import java.sql.SQLException;

/** A SIP server with the accounts of {@link Accounts}. */
public interface SipServer extends AutoCloseable {

    /** What tables call it. */
    String name();

    /** Where phones send to, over UDP. */
    InetSocketAddress sip();

    /** Counts all processes that take part, its share of PostgreSQL included. */
    CpuMeter meter() throws Exception;

    /** Returns when nothing is left that was put off while requests were answered. */
    void awaitQuiet() throws Exception;

    @Override
    void close() throws SQLException;
}
