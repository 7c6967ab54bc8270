package io.carillon.testkit.phone;

import io.carillon.protocol.sip.SipResponse;
import java.util.List;

/**
 * A request and everything that was answered to it, the challenge and the second attempt included.
 *
 * @param responses in the order they came, the last one final
 */
public record Exchange(List<SipResponse> responses) {

    public Exchange {
        responses = List.copyOf(responses);
    }

    public List<Integer> statuses() {
        return responses.stream().map(SipResponse::status).toList();
    }

    /** The final one. */
    public SipResponse last() {
        return responses.getLast();
    }
}
