/** SDP as RFC 8866 defines it, and the offer/answer model of RFC 3264. */
package io.carillon.protocol.sdp;
