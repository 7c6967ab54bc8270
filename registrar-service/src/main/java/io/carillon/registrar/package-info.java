/** Accounts and the location database. */
package io.carillon.registrar;
