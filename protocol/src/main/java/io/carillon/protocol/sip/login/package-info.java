/** Who fails to log in too often: guesses are made slow, and then refused unseen. */
package io.carillon.protocol.sip.login;
