/** Calls that a SIP proxy controls by rtpengine's NG protocol: its tags and descriptions turned into media control. */
package io.carillon.relay.ng;
