package io.carillon.bench.phone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One of the errands that are under way at a time, and its one request that waits for an answer: repeated over UDP as
 * RFC 3261 §17.1 has it. Owned by the phones' loop.
 */
public final class Slot {

    /** What our branches begin with; the slot's number and the request's follow, a dot between. */
    static final String BRANCH = "z9hG4bKbench.";

    private static final int LONGEST_REQUEST = 4_096;
    private static final long T1 = Duration.ofMillis(500).toNanos();
    private static final long GIVE_UP = Duration.ofSeconds(8).toNanos();

    private final Phones phones;
    private final int number;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(LONGEST_REQUEST);
    private Consumer<Received> answered = _ -> {};
    private int account;
    private String branch = "";
    private boolean unanswered;
    private long firstSent;
    private long repeatAt;

    Slot(Phones phones, int number) {
        this.phones = phones;
        this.number = number;
    }

    /** Where an account's phone is: {@code host:port}. */
    public String address(int ofAccount) {
        return phones.address(ofAccount);
    }

    /** The session description of an account's phone. */
    public String description(int ofAccount) {
        return phones.description(ofAccount);
    }

    /**
     * Sends a request, and sends it again until it is answered.
     *
     * @param byAccount whose phone sends it
     * @param text the request to a given Via header, with its line end
     * @param onAnswer told of each answer to it until the next request
     */
    public void request(int byAccount, UnaryOperator<String> text, Consumer<Received> onAnswer) {
        account = byAccount;
        answered = onAnswer;
        unanswered = true;
        firstSent = System.nanoTime();
        repeatAt = firstSent + T1;
        onNewBranch(text);
    }

    /** Sends the ACK of an answered INVITE: a request of its own. */
    public void acknowledge(UnaryOperator<String> text) {
        onNewBranch(text);
    }

    /** Sends the ACK of a refused INVITE: on the INVITE's own branch. */
    public void acknowledgeRefusal(UnaryOperator<String> text) {
        transmit(text);
    }

    /** Nanoseconds since the request was first sent. */
    public long waited() {
        return System.nanoTime() - firstSent;
    }

    public void later(Duration delay, Runnable step) {
        phones.later(delay, step);
    }

    /**
     * The errand has ended well.
     *
     * @param delay nanoseconds, of what the table shows
     */
    public void done(long delay) {
        rest();
        phones.done(this, delay);
    }

    public void failed(String why) {
        rest();
        phones.failed(this, why);
    }

    private void rest() {
        branch = "";
        unanswered = false;
    }

    void received(Received response, String of) {
        if (of.equals(branch)) {
            unanswered = false;
            answered.accept(response);
        }
    }

    /** Called now and then. */
    void look(long now) {
        if (branch.isEmpty()) {
            return;
        }
        if (now - firstSent > GIVE_UP) {
            failed("no final answer");
        } else if (unanswered && now > repeatAt) {
            repeatAt = now + 2 * (repeatAt - firstSent);
            phones.repeated();
            phones.send(account, datagram);
        }
    }

    private void onNewBranch(UnaryOperator<String> text) {
        branch = number + "." + phones.nextNumber();
        transmit(text);
    }

    private void transmit(UnaryOperator<String> text) {
        String via = "Via: SIP/2.0/UDP " + phones.address(account) + ";rport;branch=" + BRANCH + branch + "\r\n";
        datagram.clear().put(text.apply(via).getBytes(ISO_8859_1)).flip();
        phones.send(account, datagram);
    }
}
