package io.carillon.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3261 §20.10, §25.1; RFC 5626 §4. */
class NameAddressTest {
    @Test
    void without_brackets_parameters_are_the_headers() {
        NameAddress bare = NameAddress.parse("sip:a@b;tag=5");

        assertThat(bare.tag()).contains("5");
        assertThat(bare.uri().parameters().isEmpty()).isTrue();
        assertThat(bare).hasToString("<sip:a@b>;tag=5");
    }

    @Test
    void an_outbound_contact_names_its_instance_and_flow() {
        NameAddress contact = NameAddress.parse(
                "<sip:a@192.0.2.1;ob>;reg-id=1;+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>\"");

        assertThat(contact.instance()).contains("<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>");
        assertThat(contact.regId()).hasValue(1);
        assertThat(NameAddress.parse(contact.toString())).isEqualTo(contact);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1000", "0.7,700", "0.75,750", "1.000,1000", "0.,0"})
    void q_is_read_in_thousandths(String q, int thousandths) {
        assertThat(NameAddress.parse("<sip:a@b>;q=" + q).qThousandths()).hasValue(thousandths);
    }

    @ParameterizedTest
    @CsvSource({"2", "1.001", "0.1234", "-1", "x", "01", "0x5"})
    void another_q_counts_as_absent(String q) {
        assertThat(NameAddress.parse("<sip:a@b>;q=" + q).qThousandths()).isEmpty();
    }

    @Test
    void a_display_name_is_quoted_with_its_escapes() {
        NameAddress joe = NameAddress.parse("\"Joe \\\"J\\\" \\\\ Doe\" <sip:a@b>");

        assertThat(joe.displayName()).contains("Joe \"J\" \\ Doe");
        assertThat(joe).hasToString("\"Joe \\\"J\\\" \\\\ Doe\" <sip:a@b>");
    }

    @Test
    void an_instance_that_would_end_the_quotes_it_is_given_back_in_counts_as_absent() {
        assertThat(NameAddress.parse("<sip:a@b>;+sip.instance=\"<urn:x\\\">, <sip:trap@c>\"")
                        .instance())
                .isEmpty();
        assertThat(NameAddress.parse("<sip:a@b>;+sip.instance=\"<urn:x>\"").instance())
                .contains("<urn:x>");
    }

    @ParameterizedTest
    @CsvSource({
        "<tel:+49-30-(123).45>;tag=a, +493012345, <tel:+493012345>;tag=a",
        "tel:+4930;tag=a, +4930, <tel:+4930>;tag=a",
        "<tel:7042;phone-context=example.com>;tag=a, 7042, <tel:7042;phone-context=example.com>;tag=a"
    })
    void a_telephone_number_names_a_person(String written, String number, String kept) {
        NameAddress person = NameAddress.tryParsePerson(written).orElseThrow();

        assertThat(person.uri().isTelephone()).isTrue();
        assertThat(person.uri().plainUser()).contains(number);
        assertThat(person.tag()).contains("a");
        assertThat(person).hasToString(kept);
    }

    @ParameterizedTest
    @CsvSource({"<tel:100>", "<tel:+>", "<tel:+49x>", "<tel:Bob;phone-context=example.com>", "<mailto:a@b>"})
    void what_is_no_telephone_number_names_nobody(String written) {
        assertThat(NameAddress.tryParsePerson(written)).isEmpty();
    }

    @Test
    void a_telephone_number_is_no_place_to_send_to() {
        assertThat(NameAddress.tryParse("<tel:+4930>")).isEmpty();
    }
}
