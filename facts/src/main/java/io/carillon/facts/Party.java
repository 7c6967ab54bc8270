package io.carillon.facts;

import java.util.Optional;

/**
 * Who took part in a call.
 *
 * @param aor the address of record, or the address of a party outside
 * @param account the account's name; empty for a party outside and for guests
 * @param name the name of the caller id
 * @param number the number of the caller id
 */
public record Party(String aor, Optional<String> account, Optional<String> name, Optional<String> number) {}
