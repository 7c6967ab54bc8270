package io.carillon.testkit.phone;

import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The messages that phones sent and received, in the order of their time, and a picture of them: a column a party, an
 * arrow a message. Appended to by the phones' threads, printed by the test's.
 */
public final class Ladder {

    static final String KEEP_ALIVE = "keep-alive";

    private static final int COLUMN = 26;

    private final List<Rung> rungs = new CopyOnWriteArrayList<>();

    /**
     * One datagram.
     *
     * @param nanos when, by {@link System#nanoTime()}
     * @param phone whose message it is
     * @param sent whether the phone sent it, else received it
     * @param peer the other party's address
     * @param message empty if it could not be read as SIP
     * @param text what the arrow says
     */
    public record Rung(
            long nanos,
            String phone,
            boolean sent,
            InetSocketAddress peer,
            Optional<SipMessage> message,
            String text) {}

    void add(String phone, boolean sent, InetSocketAddress peer, SipMessage message) {
        rungs.add(new Rung(System.nanoTime(), phone, sent, peer, Optional.of(message), label(message)));
    }

    void addUnreadable(String phone, boolean sent, InetSocketAddress peer, String what) {
        rungs.add(new Rung(System.nanoTime(), phone, sent, peer, Optional.empty(), what));
    }

    /** What several phones saw, of everything. */
    public static Ladder of(Phone... phones) {
        Ladder all = new Ladder();
        for (Phone phone : phones) {
            all.rungs.addAll(phone.ladder().rungs);
        }
        all.rungs.sort(Comparator.comparingLong(Rung::nanos));
        return all;
    }

    public List<Rung> rungs() {
        return List.copyOf(rungs);
    }

    /** The rungs whose message fulfils this. */
    public Ladder only(Predicate<SipMessage> which) {
        Ladder some = new Ladder();
        rungs.stream().filter(rung -> rung.message().filter(which).isPresent()).forEach(some.rungs::add);
        return some;
    }

    /** The messages received, in order. */
    public List<SipMessage> received() {
        return messages(false);
    }

    /** The messages sent, in order, repetitions included. */
    public List<SipMessage> sent() {
        return messages(true);
    }

    /** How many keep-alives, or answers to them, were received. */
    long keepAlives() {
        return rungs.stream()
                .filter(rung -> !rung.sent() && rung.text().equals(KEEP_ALIVE))
                .count();
    }

    private List<SipMessage> messages(boolean sent) {
        return rungs.stream()
                .filter(rung -> rung.sent() == sent)
                .flatMap(rung -> rung.message().stream())
                .toList();
    }

    /**
     * The picture: a column a phone, by name, and a column for whoever the phones spoke to, by address. Numbers at the
     * left are seconds since the first message.
     */
    @Override
    public String toString() {
        if (rungs.isEmpty()) {
            return "(no message was sent or received)\n";
        }
        List<String> parties = parties();
        StringBuilder picture = new StringBuilder("         ");
        parties.forEach(party -> picture.append(centred(party)));
        long start = rungs.getFirst().nanos();
        for (Rung rung : rungs) {
            int phone = parties.indexOf(rung.phone());
            int peer = parties.indexOf(name(rung.peer()));
            String line = rung.sent()
                    ? line(parties.size(), phone, peer, rung.text())
                    : line(parties.size(), peer, phone, rung.text());
            picture.append(String.format(Locale.ROOT, "%n%8.3f %s", (rung.nanos() - start) / 1e9, line));
        }
        return picture.append('\n').toString();
    }

    /** The first phone stands left of its peer, the other phones right of it. */
    private List<String> parties() {
        List<String> parties = new ArrayList<>();
        for (Rung rung : rungs) {
            for (String party : List.of(rung.phone(), name(rung.peer()))) {
                if (!parties.contains(party)) {
                    parties.add(party);
                }
            }
        }
        return parties;
    }

    private static String line(int columns, int from, int to, String text) {
        StringBuilder line = new StringBuilder(" ".repeat(columns * COLUMN));
        for (int i = 0; i < columns; i++) {
            line.setCharAt(centre(i), '|');
        }
        int left = centre(Math.min(from, to));
        int right = centre(Math.max(from, to));
        line.replace(left + 1, right, "-".repeat(Math.max(0, right - left - 1)));
        line.setCharAt(from < to ? right - 1 : left + 1, from < to ? '>' : '<');
        String label = " " + text.substring(0, Math.min(text.length(), right - left - 6)) + " ";
        int start = left + (right - left - label.length()) / 2 + 1;
        line.replace(start, start + label.length(), label);
        return line.toString().stripTrailing();
    }

    private static int centre(int column) {
        return column * COLUMN + COLUMN / 2;
    }

    private static String centred(String text) {
        String label = text.substring(0, Math.min(text.length(), COLUMN - 1));
        int before = (COLUMN - label.length() + 1) / 2;
        return " ".repeat(before) + label + " ".repeat(COLUMN - label.length() - before);
    }

    private static String name(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private static String label(SipMessage message) {
        String sdp = message.body().length > 0 ? " +" + message.contentType().orElse("body") : "";
        return switch (message) {
            case SipRequest request ->
                request.method() + " " + request.cseq().number() + sdp.replace("application/", "");
            case SipResponse response ->
                response.status() + " (" + response.cseq() + ")" + sdp.replace("application/", "");
        };
    }
}
