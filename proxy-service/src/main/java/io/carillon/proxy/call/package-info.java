/**
 * Calls: a back-to-back user agent (RFC 7092). Machines ({@link io.carillon.proxy.call.CallerLeg},
 * {@link io.carillon.proxy.call.CalleeLeg}, {@link io.carillon.proxy.call.Fork}) decide, legs on the signalling loop
 * perform, and the call's virtual thread runs the dial plan and talks to the media relay.
 */
package io.carillon.proxy.call;
