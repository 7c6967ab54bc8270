package io.carillon.bench.rtp;

import java.net.InetSocketAddress;

/** A relay in a process of its own. */
interface RelayUnderTest extends AutoCloseable {

    String name();

    /** The process whose CPU time counts. */
    long pid();

    /** Anchors a call between two phones that receive at these addresses. */
    Anchored anchor(String call, InetSocketAddress caller, InetSocketAddress callee) throws Exception;

    @Override
    void close();

    /** Where the phones have to send to. */
    record Anchored(InetSocketAddress forCaller, InetSocketAddress forCallee) {}
}
