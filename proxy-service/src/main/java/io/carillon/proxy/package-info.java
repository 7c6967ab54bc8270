/** The SIP edge, the dial plan and calls. */
package io.carillon.proxy;
