/** RTP between phones: sessions made of legs. */
package io.carillon.relay;
