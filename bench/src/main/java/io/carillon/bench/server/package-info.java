/** The SIP servers under test: a whole Carillon, and Kamailio beside it on the same PostgreSQL server. */
package io.carillon.bench.server;
