package io.carillon.config.sip;

import java.net.InetAddress;
import java.util.List;

/** {@code permit=} and {@code deny=} in the order they are written: the last that matches decides, none permits. */
public record AccessList(List<Rule> rules) {
    public static final AccessList OPEN = new AccessList(List.of());

    /** One line of the list. */
    public record Rule(boolean permit, Network network) {}

    public AccessList {
        rules = List.copyOf(rules);
    }

    public boolean permits(InetAddress address) {
        return rules.reversed().stream()
                .filter(rule -> rule.network().contains(address))
                .findFirst()
                .map(Rule::permit)
                .orElse(true);
    }
}
