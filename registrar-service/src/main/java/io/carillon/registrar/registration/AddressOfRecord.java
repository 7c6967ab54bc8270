package io.carillon.registrar.registration;

/**
 * The address-of-record whose bindings a REGISTER changes. It is the name of an account, whatever local host the phone
 * wrote behind it.
 */
public record AddressOfRecord(String account) implements Comparable<AddressOfRecord> {

    /** Every replica sorts alike, so that two of them never wait for each other's locks. */
    @Override
    public int compareTo(AddressOfRecord other) {
        return account.compareTo(other.account);
    }

    @Override
    public String toString() {
        return account;
    }
}
