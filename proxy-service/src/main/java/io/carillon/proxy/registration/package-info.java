/** REGISTER on its way to a registrar and back: forwarded without state, under a Path that names this proxy. */
package io.carillon.proxy.registration;
