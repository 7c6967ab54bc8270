/**
 * rtpengine's NG protocol, by which SIP proxies such as Kamailio control a media relay: a cookie and a bencoded dictionary
 * in each datagram, one answer to each request. Pure: no I/O, no clock.
 */
package io.carillon.protocol.media.ng;
