/**
 * What a party says, on its way to where it is kept: put in order, laid on one timeline, cut into chunks, delivered until
 * each is acknowledged. No I/O, no clock.
 */
package io.carillon.relay.recording;
