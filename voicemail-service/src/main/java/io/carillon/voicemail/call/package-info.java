/** Calls to voicemail: their dialogs on the signalling loop, their media at a relay, and the thread that talks with the caller. */
package io.carillon.voicemail.call;
