/** What a call costs: our proxy with its relay, and Kamailio without media. */
package io.carillon.bench.call;
