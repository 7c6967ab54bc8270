/** Facts whose makers can't wait: written behind, and kept in a file of this machine while PostgreSQL is away. */
package io.carillon.facts.spool;
