/** A test phone's voice and ears: RTP and RTCP (RFC 3550) over real sockets. */
package io.carillon.testkit.rtp;
