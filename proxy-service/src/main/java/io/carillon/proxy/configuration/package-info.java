/** The files this proxy obeys, as revisions: extensions.conf, which it owns, and what it needs of sip.conf. */
package io.carillon.proxy.configuration;
