/** Says what a dial plan would do with a call, without phones: the proxy's own interpreter in a simulated world. */
package io.carillon.proxy.explain;
