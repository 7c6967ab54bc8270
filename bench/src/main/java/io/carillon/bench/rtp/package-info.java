/** What relaying an RTP packet costs: our relay and rtpengine, one after the other on one machine. */
package io.carillon.bench.rtp;
