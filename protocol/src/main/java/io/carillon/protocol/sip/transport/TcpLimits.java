package io.carillon.protocol.sip.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * What TCP may cost us.
 *
 * @param connections open at once
 * @param perAddress of these, from or to one IP address
 * @param firstMessage how soon after the connection is open its first whole message or keep-alive must have come
 * @param wholeMessage how long a message that has begun may take
 * @param idle how long nothing may be read
 * @param unsentBytes taken from us and not yet by the peer: who reads more slowly is let go
 * @param unreadBytes read and not yet looked at, after which no more is read for a while; also the most that is read at once
 * @param allBytes of all connections together: unsent, and of messages that are not whole; beyond, whoever causes more than
 *     {@code modestBytes} of it is let go
 * @param modestBytes what every connection may cause at any time
 * @param connecting how long the attempt at a connection may take
 */
public record TcpLimits(
        int connections,
        int perAddress,
        Duration firstMessage,
        Duration wholeMessage,
        Duration idle,
        int unsentBytes,
        int unreadBytes,
        long allBytes,
        int modestBytes,
        Duration connecting) {

    /**
     * For a process with 256 MB: 4,000 connections cost some 40 MB of them, and what they hold at most 32 MiB twice. 500
     * phones are more than stand behind one office's NAT. A phone speaks as soon as it has connected; a message that takes longer than 64*T1 has outlived its transaction. A phone that sends
     * no keep-alives still refreshes its registration, within the hour that maxexpiry usually is. Two of the longest
     * messages may wait for a peer. A SYN is repeated after one second: two have been lost after three.
     */
    public static final TcpLimits DEFAULT = new TcpLimits(
            4_000,
            500,
            Duration.ofSeconds(10),
            Duration.ofSeconds(32),
            Duration.ofMinutes(65),
            128 * 1_024,
            16 * 1_024,
            32L * 1_024 * 1_024,
            8 * 1_024,
            Duration.ofSeconds(3));

    /**
     * What is known of a connection's silence, as {@link System#nanoTime} has it.
     *
     * @param spoken whether a whole message or keep-alive has come
     * @param messageBegan when the bytes that are not whole yet began to come
     */
    record Silence(long opened, boolean spoken, long lastRead, Optional<Long> messageBegan) {}

    /** Why a connection is to be closed now, if it is. */
    Optional<String> overdue(Silence silence, long nanoTime) {
        if (!silence.spoken() && nanoTime - silence.opened() >= firstMessage.toNanos()) {
            return Optional.of("no message came");
        }
        if (silence.messageBegan()
                .filter(began -> nanoTime - began >= wholeMessage.toNanos())
                .isPresent()) {
            return Optional.of("a message did not end");
        }
        return nanoTime - silence.lastRead() >= idle.toNanos() ? Optional.of("idle") : Optional.empty();
    }
}
