/**
 * What a REGISTER does to the bindings of one address-of-record (RFC 3261 §10.3): pure, without I/O, clock or threads.
 * {@link io.carillon.registrar.registration.Registration} is the machine; everything else is its vocabulary.
 */
package io.carillon.registrar.registration;
