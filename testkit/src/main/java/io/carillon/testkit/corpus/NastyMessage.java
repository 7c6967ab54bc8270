package io.carillon.testkit.corpus;

/**
 * One message of the {@link Corpus}.
 *
 * @param name where it stands: file and name
 * @param why the section of the RFC it tries, and how
 * @param text as it is written in the corpus
 */
public record NastyMessage(String name, String why, String text, Expected expected) {

    /** The datagram, sent by a phone at this port of 127.0.0.1. */
    public byte[] datagram(int port) {
        return Notation.bytes(text, port);
    }

    @Override
    public String toString() {
        return name;
    }
}
