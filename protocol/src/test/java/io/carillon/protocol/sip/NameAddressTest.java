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
}
