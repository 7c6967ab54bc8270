/** What one party's RTP and RTCP say (RFC 3550): statistics, round trip, where it comes from. No I/O, no clock. */
package io.carillon.relay.rtp;
