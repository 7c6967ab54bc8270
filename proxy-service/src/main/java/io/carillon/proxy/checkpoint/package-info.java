/**
 * Calls outlive their proxy: who owns a call (instance, lease, epoch), what is known of it, and what becomes of the
 * calls of an owner that is lost.
 */
package io.carillon.proxy.checkpoint;
