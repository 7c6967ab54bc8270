/** Providers: our registrations with them, who of them calls, and whether those that are asked still answer. */
package io.carillon.proxy.trunk;
