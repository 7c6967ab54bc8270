/**
 * Accounts: from {@code sip.conf} or over HTTP into the table {@code location.account}, and from there into the memory of
 * every registrar.
 */
package io.carillon.registrar.account;
