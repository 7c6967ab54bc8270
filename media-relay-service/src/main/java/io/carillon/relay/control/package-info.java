/** Requests of media control: each done once, in order, on the loops its sessions live on. */
package io.carillon.relay.control;
