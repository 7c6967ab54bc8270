package io.carillon.config.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** {@code permit=} and {@code deny=} in the order they are written: the last that matches decides, none permits. */
public record AccessList(List<Rule> rules) {
    public static final AccessList OPEN = new AccessList(List.of());

    private static final String PERMIT = "permit ";
    private static final String DENY = "deny ";

    /** One line of the list. */
    public record Rule(boolean permit, Network network) {
        @Override
        public String toString() {
            return (permit ? PERMIT : DENY) + network;
        }
    }

    /**
     * Reads rules as they write themselves: {@code permit 192.168.0.0/16}.
     *
     * @throws IllegalArgumentException if one of them is none: a list read in part would permit what it should not
     */
    public static AccessList of(List<String> rules) {
        return new AccessList(rules.stream().map(AccessList::rule).toList());
    }

    private static Rule rule(String text) {
        boolean permit = text.startsWith(PERMIT);
        return Optional.of(text)
                .filter(rule -> permit || rule.startsWith(DENY))
                .flatMap(rule -> Network.parse(rule.substring((permit ? PERMIT : DENY).length())))
                .map(network -> new Rule(permit, network))
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' neither permits nor denies a network"));
    }

    public AccessList {
        rules = List.copyOf(rules);
    }

    public boolean isOpen() {
        return rules.isEmpty();
    }

    public boolean permits(InetAddress address) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).network().contains(address)) {
                return rules.get(i).permit();
            }
        }
        return true;
    }
}
