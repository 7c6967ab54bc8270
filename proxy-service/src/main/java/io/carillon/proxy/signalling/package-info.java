/** What everything on the signalling loop stands on. */
package io.carillon.proxy.signalling;
