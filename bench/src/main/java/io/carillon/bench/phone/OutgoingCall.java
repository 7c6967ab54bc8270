package io.carillon.bench.phone;

import io.carillon.bench.server.Accounts;
import java.util.function.Consumer;

/** A phone's call: INVITE, 407 (or 401), ACK, INVITE with credentials, 200, ACK; later BYE, 200. Owned by the phones' loop. */
public final class OutgoingCall {

    private final int caller;
    private final String callee;
    private final String contact;
    private final String from;
    private final String callId;
    private String target = "";
    private String peer = "";
    private String routes = "";
    private int sequence;

    /**
     * @param caller the account's index
     * @param number what is dialled
     * @param distinct no two calls of these phones have the same
     */
    public OutgoingCall(Slot slot, int caller, String number, String host, long distinct) {
        this.caller = caller;
        callee = "sip:" + number + "@" + host;
        contact = "<sip:" + slot.address(caller) + ">";
        from = "<sip:" + Accounts.name(caller) + "@" + host + ">;tag=" + distinct;
        callId = "call-" + distinct + "-" + slot.address(caller);
    }

    /**
     * Calls; a refusal fails the slot's errand.
     *
     * @param onAnswer told of the 200, which has been acknowledged; {@link Slot#waited} counts from the INVITE with credentials
     */
    public void invite(Slot slot, Credentials credentials, String offer, Consumer<Received> onAnswer) {
        invite(slot, credentials, offer, "", onAnswer);
    }

    private void invite(
            Slot slot, Credentials credentials, String offer, String authorization, Consumer<Received> onAnswer) {
        int cseq = ++sequence;
        String to = "<" + callee + ">";
        String rest = "Contact: " + contact + "\r\n" + authorization
                + "Content-Type: application/sdp\r\nContent-Length: " + offer.length() + "\r\n\r\n" + offer;
        slot.request(caller, via -> head("INVITE", callee, via, to, cseq) + rest, response -> {
            int status = response.status();
            if (status >= 300) {
                slot.acknowledgeRefusal(
                        via -> head("ACK", callee, via, response.header("To"), cseq) + "Content-Length: 0\r\n\r\n");
                if ((status == 401 || status == 407) && cseq == 1) {
                    invite(slot, credentials, offer, credentials.answer(response, caller, "INVITE", callee), onAnswer);
                } else {
                    slot.failed(response.toString());
                }
            } else if (status >= 200) {
                acknowledge(slot, response);
                onAnswer.accept(response);
            }
        });
    }

    private void acknowledge(Slot slot, Received answer) {
        target = Received.uri(answer.header("Contact"));
        peer = answer.header("To");
        StringBuilder all = new StringBuilder();
        answer.headers("Record-Route")
                .reversed()
                .forEach(route -> all.append("Route: ").append(route).append("\r\n"));
        routes = all.toString();
        slot.acknowledge(via -> inDialog("ACK", via));
    }

    /**
     * Ends the call, and the slot's errand with it.
     *
     * @param delay what the errand is done with
     */
    public void hangUp(Slot slot, long delay) {
        sequence++;
        slot.request(caller, via -> inDialog("BYE", via), response -> {
            if (response.status() == 200) {
                slot.done(delay);
            } else if (response.status() > 200) {
                slot.failed(response.toString());
            }
        });
    }

    private String inDialog(String method, String via) {
        return head(method, target, via, peer, sequence) + routes + "Content-Length: 0\r\n\r\n";
    }

    private String head(String method, String uri, String via, String to, int cseq) {
        return method + " " + uri + " SIP/2.0\r\n" + via + "Max-Forwards: 70\r\nFrom: " + from + "\r\nTo: " + to
                + "\r\nCall-ID: " + callId + "\r\nCSeq: " + cseq + " " + method + "\r\n";
    }
}
