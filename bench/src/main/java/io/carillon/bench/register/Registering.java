package io.carillon.bench.register;

import io.carillon.bench.phone.Credentials;
import io.carillon.bench.phone.Errand;
import io.carillon.bench.phone.Phones;
import io.carillon.bench.phone.Received;
import io.carillon.bench.phone.Slot;
import io.carillon.bench.server.Accounts;
import java.util.function.Consumer;

/**
 * Each account registers in turn as a phone does that has no nonce: REGISTER, 401, REGISTER with credentials, 200. The
 * delay is that of the second, which is answered when the binding is committed. Owned by the phones' loop.
 */
public final class Registering implements Errand {

    public static final int REQUESTS = 2;

    private static final int SECONDS = 3_600;

    private final Credentials credentials = new Credentials();
    /** Bindings outlive us, and CSeq begins anew with each of us. */
    private final String callIds = Long.toString(System.nanoTime(), Character.MAX_RADIX);

    private final String host;
    private final String uri;
    private int next;
    private long sequence;

    public Registering(Phones phones) {
        host = phones.server();
        uri = "sip:" + host;
    }

    @Override
    public void begin(Slot slot) {
        int account = next++ % Accounts.COUNT;
        ask(slot, account, "", challenge -> {
            if (challenge.status() == 401) {
                String header = credentials.answer(challenge, account, "REGISTER", uri);
                ask(slot, account, header, answer -> {
                    if (answer.status() == 200) {
                        slot.done(slot.waited());
                    } else {
                        slot.failed(answer.toString());
                    }
                });
            } else {
                slot.failed(challenge.toString());
            }
        });
    }

    private void ask(Slot slot, int account, String authorization, Consumer<Received> onFinal) {
        String name = Accounts.name(account);
        long cseq = ++sequence;
        slot.request(
                account,
                via -> "REGISTER " + uri + " SIP/2.0\r\n" + via
                        + "Max-Forwards: 70\r\n"
                        + "From: <sip:" + name + "@" + host + ">;tag=" + cseq + "\r\n"
                        + "To: <sip:" + name + "@" + host + ">\r\n"
                        + "Call-ID: register-" + name + "-" + callIds + "\r\n"
                        + "CSeq: " + cseq + " REGISTER\r\n"
                        + "Contact: <sip:" + name + "@" + slot.address(account) + ">\r\n"
                        + "Expires: " + SECONDS + "\r\n"
                        + authorization
                        + "User-Agent: Carillon bench\r\n"
                        + "Content-Length: 0\r\n\r\n",
                response -> {
                    if (response.status() >= 200) {
                        onFinal.accept(response);
                    }
                });
    }
}
