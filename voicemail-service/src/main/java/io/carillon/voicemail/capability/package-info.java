/** What opens something to whoever holds it: signed, so that any replica can tell. */
package io.carillon.voicemail.capability;
