/**
 * One small datagram port for SIP and RTP alike, and the loop that owns it: epoll through the JDK's foreign functions
 * on Linux, NIO elsewhere.
 */
package io.carillon.protocol.datagram;
