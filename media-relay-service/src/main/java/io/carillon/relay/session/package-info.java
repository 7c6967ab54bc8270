/** Sessions and their legs, each on one media loop for all its life. */
package io.carillon.relay.session;
