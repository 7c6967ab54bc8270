package io.carillon.bench.call;

import io.carillon.bench.phone.Credentials;
import io.carillon.bench.phone.Errand;
import io.carillon.bench.phone.Phones;
import io.carillon.bench.phone.Received;
import io.carillon.bench.phone.Slot;
import io.carillon.bench.server.Accounts;
import java.time.Duration;

/**
 * One half of the accounts calls the other: INVITE, 407 (or 401), ACK, INVITE with credentials, 180, 200, ACK, and soon BYE,
 * 200. The delay is that from the INVITE with credentials to the 200. Owned by the phones' loop.
 */
final class Calling implements Errand {

    /** How long they talk: enough that the ACK is there before the BYE. */
    private static final Duration TALK = Duration.ofMillis(50);

    private static final int CALLERS = Accounts.COUNT / 2;

    private final Credentials credentials = new Credentials();
    private final String host;
    private long calls;

    Calling(Phones phones) {
        host = phones.server();
    }

    @Override
    public void begin(Slot slot) {
        int caller = (int) (calls++ % CALLERS);
        new OneCall(slot, caller, caller + CALLERS, calls).invite(1, "");
    }

    private final class OneCall {

        private final Slot slot;
        private final int caller;
        private final String callee;
        private final String from;
        private final String to;
        private final String callId;
        private final String offer;
        private long delay;

        OneCall(Slot slot, int caller, int callee, long number) {
            this.slot = slot;
            this.caller = caller;
            this.callee = "sip:" + Accounts.name(callee) + "@" + host;
            from = "<sip:" + Accounts.name(caller) + "@" + host + ">;tag=" + number;
            to = "<" + this.callee + ">";
            callId = "call-" + number + "-" + slot.address(caller);
            offer = slot.description(caller);
        }

        void invite(int cseq, String authorization) {
            String rest = "Contact: <sip:" + slot.address(caller) + ">\r\n" + authorization
                    + "Content-Type: application/sdp\r\nContent-Length: " + offer.length() + "\r\n\r\n" + offer;
            slot.request(
                    caller, via -> head("INVITE", callee, via, to, cseq) + rest, response -> answered(response, cseq));
        }

        private void answered(Received response, int cseq) {
            int status = response.status();
            if (status >= 300) {
                slot.acknowledgeRefusal(
                        via -> head("ACK", callee, via, response.header("To"), cseq) + "Content-Length: 0\r\n\r\n");
                if ((status == 401 || status == 407) && cseq == 1) {
                    invite(2, credentials.answer(response, caller, "INVITE", callee));
                } else {
                    slot.failed(response.toString());
                }
            } else if (status >= 200) {
                talk(response, cseq);
            }
        }

        private void talk(Received answer, int cseq) {
            delay = slot.waited();
            String target = Received.uri(answer.header("Contact"));
            String peer = answer.header("To");
            StringBuilder routes = new StringBuilder();
            answer.headers("Record-Route")
                    .reversed()
                    .forEach(route -> routes.append("Route: ").append(route).append("\r\n"));
            String rest = routes + "Content-Length: 0\r\n\r\n";
            slot.acknowledge(via -> head("ACK", target, via, peer, cseq) + rest);
            slot.later(
                    TALK,
                    () -> slot.request(caller, via -> head("BYE", target, via, peer, cseq + 1) + rest, this::ended));
        }

        private void ended(Received response) {
            if (response.status() == 200) {
                slot.done(delay);
            } else if (response.status() > 200) {
                slot.failed(response.toString());
            }
        }

        private String head(String method, String uri, String via, String peer, int cseq) {
            return method + " " + uri + " SIP/2.0\r\n" + via + "Max-Forwards: 70\r\nFrom: " + from + "\r\nTo: " + peer
                    + "\r\nCall-ID: " + callId + "\r\nCSeq: " + cseq + " " + method + "\r\n";
        }
    }
}
