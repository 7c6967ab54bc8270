/** Which of our addresses a party is shown. */
package io.carillon.relay.address;
