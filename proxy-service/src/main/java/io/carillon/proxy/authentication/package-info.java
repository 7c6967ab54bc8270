/** Who calls: digest of requests from outside (RFC 3261 §22). */
package io.carillon.proxy.authentication;
