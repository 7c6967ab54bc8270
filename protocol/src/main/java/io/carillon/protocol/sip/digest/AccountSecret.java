package io.carillon.protocol.sip.digest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account and its HA1 in each algorithm it was stored for. */
public record AccountSecret(String account, Map<HashAlgorithm, Ha1> ha1) {
    public AccountSecret {
        ha1 = Map.copyOf(ha1);
    }

    public AccountSecret(String account, List<Ha1> ha1) {
        this(account, byAlgorithm(ha1));
    }

    /** From the password itself, in every algorithm we speak. */
    public static AccountSecret of(String account, String realm, String password) {
        Map<HashAlgorithm, Ha1> ha1 = new EnumMap<>(HashAlgorithm.class);
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            ha1.put(algorithm, Ha1.of(algorithm, account, realm, password));
        }
        return new AccountSecret(account, ha1);
    }

    Optional<Ha1> in(HashAlgorithm algorithm) {
        return Optional.ofNullable(ha1.get(algorithm));
    }

    private static Map<HashAlgorithm, Ha1> byAlgorithm(List<Ha1> list) {
        Map<HashAlgorithm, Ha1> ha1 = new EnumMap<>(HashAlgorithm.class);
        list.forEach(each -> ha1.put(each.algorithm(), each));
        return ha1;
    }
}
