/** Event packages (RFC 6665) between phones and the service inside that knows: so far the message-waiting lamp. */
package io.carillon.proxy.event;
