package io.carillon.registrar.account;

import io.carillon.protocol.sip.digest.Ha1;
import io.carillon.protocol.sip.digest.HashAlgorithm;
import java.util.Optional;

/**
 * What is kept in place of a password: HA1 in each algorithm, and the realm in it. It is never shown.
 *
 * @param md5 hexadecimal; empty: the account is not challenged
 * @param sha256 empty if only the MD5 form was given
 */
record StoredSecret(String realm, Optional<String> md5, Optional<String> sha256) {

    static StoredSecret none(String realm) {
        return new StoredSecret(realm, Optional.empty(), Optional.empty());
    }

    static StoredSecret of(String account, String realm, String password) {
        return new StoredSecret(
                realm,
                Optional.of(Ha1.of(HashAlgorithm.MD5, account, realm, password).hex()),
                Optional.of(
                        Ha1.of(HashAlgorithm.SHA_256, account, realm, password).hex()));
    }

    static StoredSecret ofMd5(String realm, String hex) {
        return new StoredSecret(realm, Optional.of(hex), Optional.empty());
    }

    @Override
    public String toString() {
        return md5.isPresent() ? "a secret in realm " + realm : "no secret";
    }
}
