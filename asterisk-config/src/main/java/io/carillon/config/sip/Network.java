package io.carillon.config.sip;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address block, written {@code 192.168.0.0/255.255.255.0}, {@code 192.168.0.0/24}, {@code 2001:db8::/32} or as a
 * single address.
 *
 * @param prefix the number of leading bits that count
 */
public record Network(InetAddress address, int prefix) {
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern SHORT_NUMBER = Pattern.compile("\\d{1,3}");

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int mask = prefix - bit >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - (prefix - bit)) & 0xff;
            if (((mine[bit / Byte.SIZE] ^ its[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads one of the written forms; empty when the text is none of them. Never asks DNS. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = literal(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
        return prefix < 0 ? Optional.empty() : Optional.of(new Network(address.get(), prefix));
    }

    /** An address literal of either family; empty for a name. Never asks DNS. */
    public static Optional<InetAddress> literal(String text) {
        try {
            if (DOTTED.matcher(text).matches()) {
                byte[] bytes = new byte[4];
                String[] parts = text.split("\\.");
                for (int i = 0; i < bytes.length; i++) {
                    int part = Integer.parseInt(parts[i]);
                    if (part > 255) {
                        return Optional.empty();
                    }
                    bytes[i] = (byte) part;
                }
                return Optional.of(InetAddress.getByAddress(bytes));
            }
            boolean bracketed = text.startsWith("[") && text.endsWith("]");
            String bare = bracketed ? text.substring(1, text.length() - 1) : text;
            return bare.indexOf(':') < 0 ? Optional.empty() : Optional.of(InetAddress.ofLiteral(bare));
        } catch (UnknownHostException | IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static int prefix(String text, int bits) {
        if (SHORT_NUMBER.matcher(text).matches()) {
            int prefix = Integer.parseInt(text);
            return prefix <= bits ? prefix : -1;
        }
        return literal(text)
                .filter(mask -> mask instanceof Inet4Address && bits == Integer.SIZE)
                .map(Network::ones)
                .orElse(-1);
    }

    private static int ones(InetAddress mask) {
        int word = 0;
        for (byte part : mask.getAddress()) {
            word = (word << Byte.SIZE) | (part & 0xff);
        }
        int ones = Integer.numberOfLeadingZeros(~word);
        return Integer.bitCount(word) == ones ? ones : -1;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
