/** G.711: 8 kHz speech in bytes on two logarithmic scales. */
package io.carillon.sound.g711;
