/** Which of our addresses a party is shown. */
package io.carillon.protocol.address;
