/** The SIP servers under test: a whole Carillon, and beside it Asterisk on the same files and Kamailio on the same PostgreSQL server. */
package io.carillon.bench.server;
