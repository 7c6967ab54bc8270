/** The proxy's side of media control: which relays there are, and what is asked of them for a call. */
package io.carillon.proxy.relay;
