/** Accounts as the proxy needs them: who may call, in which context, and how they are shown. */
package io.carillon.proxy.account;
