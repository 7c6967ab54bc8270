package io.carillon.proxy.dialplan;

/** First cut. */
final class Quoting {
    private Quoting() {}
}
