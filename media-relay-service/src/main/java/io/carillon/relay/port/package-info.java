/** Which RTP ports are free. No I/O, no clock. */
package io.carillon.relay.port;
