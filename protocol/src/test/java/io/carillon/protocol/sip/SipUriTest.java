package io.carillon.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 §19.1. */
class SipUriTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "sip:%61lice@atlanta.com;transport=TCP sip:alice@AtLanTa.CoM;Transport=tcp",
                "sip:carol@chicago.com sip:carol@chicago.com;newparam=5",
                "sip:carol@chicago.com;security=on sip:carol@chicago.com",
                "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com"
                        + " sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
                "sip:alice@atlanta.com?subject=project%20x&priority=urgent"
                        + " sip:alice@atlanta.com?priority=urgent&subject=project%20x",
                "sip:a@b;lr SIP:a@B;lr"
            })
    void equivalent_uris_are_equal_and_hash_alike(String one, String other) {
        assertThat(SipUri.parse(one)).isEqualTo(SipUri.parse(other)).hasSameHashCodeAs(SipUri.parse(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "SIP:ALICE@AtLanTa.CoM;Transport=udp sip:alice@AtLanTa.CoM;Transport=UDP",
                "sip:bob@biloxi.com sip:bob@biloxi.com:5060",
                "sip:bob@biloxi.com sip:bob@biloxi.com;transport=udp",
                "sip:bob@biloxi.com sip:bob@biloxi.com:6000;transport=tcp",
                "sip:carol@chicago.com sip:carol@chicago.com?Subject=next%20meeting",
                "sip:bob@phone21.boxesbybob.com sip:bob@192.0.2.4",
                "sip:carol@chicago.com;security=on sip:carol@chicago.com;security=off",
                "sip:a@b sips:a@b",
                "sip:b sip:a@b",
                "sip:a@b;maddr=192.0.2.1 sip:a@b"
            })
    void other_uris_are_not(String one, String other) {
        assertThat(SipUri.parse(one)).isNotEqualTo(SipUri.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:alice@atlanta.com",
                "sips:alice@atlanta.com:5061;transport=tcp",
                "sip:+33123;ext=1@gateway.example;user=phone",
                "sip:*99%23@192.168.56.10",
                "sip:192.168.56.10;lr",
                "sip:a@[2001:db8::1]:5062;lr;ob?Subject=hi"
            })
    void what_is_written_is_what_was_read(String text) {
        assertThat(SipUri.parse(text)).hasToString(text);
    }

    @Test
    void a_password_is_dropped() {
        assertThat(SipUri.parse("sip:alice:secretword@atlanta.com;transport=tcp"))
                .hasToString("sip:alice@atlanta.com;transport=tcp");
    }

    @Test
    void a_user_is_the_same_person_however_it_is_escaped() {
        assertThat(SipUri.parse("sip:%31%30+0@h").plainUser()).contains("10+0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 23 45",
                "a@b",
                ">",
                "1>;tag=x",
                "é",
                "100%",
                "%41",
                "a:b",
                "\r\nX: y",
                "*99#",
                "+33(0)1",
                "\"",
                "日本"
            })
    void a_user_of_any_text_is_read_back_as_it_was(String user) {
        NameAddress from = NameAddress.parse("<" + SipUri.of(user, "192.168.56.10") + ">;tag=1");

        assertThat(from.uri().plainUser()).contains(user);
        assertThat(from.tag()).contains("1");
        assertThat(SipUri.parse("sip:192.168.56.10:5070").withUser(user).plainUser())
                .contains(user);
    }

    @ParameterizedTest
    @CsvSource({
        "01 23 45, sip:01%2023%2045@h",
        "a@b, sip:a%40b@h",
        ">, sip:%3E@h",
        "é, sip:%C3%A9@h",
        "*99#, sip:*99#@h",
        "+331, sip:+331@h"
    })
    void only_what_may_not_stand_in_a_user_is_escaped(String user, String uri) {
        assertThat(SipUri.of(user, "h")).hasToString(uri);
    }

    @Test
    void no_user_is_none() {
        assertThat(SipUri.of("", "h")).hasToString("sip:h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip:",
                "sip:a@",
                "sip:a@b:0",
                "sip:a@b:65536",
                "sip:a@b:x",
                "sip:a b@c",
                "tel:+1",
                "http://a",
                "sip:a@b>",
                "sip:a@[::1",
                "sip:a@b;x=\"y\"",
                "a@b",
                "sip:a%zz@b",
                "sip:a@b\r\nX: y",
                "sip:a@b,sip:c@d"
            })
    void what_is_no_sip_uri_is_refused(String text) {
        assertThat(SipUri.tryParse(text)).isEmpty();
    }
}
