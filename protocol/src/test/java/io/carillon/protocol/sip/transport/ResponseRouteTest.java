package io.carillon.protocol.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.Via;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 §18.2.1 and §18.2.2, RFC 3581 §4. */
class ResponseRouteTest {
    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static Via stamped(String via, InetSocketAddress source) {
        SipRequest request = SipRequest.create(Method.OPTIONS, SipUri.parse("sip:a@b"))
                .set("Via", via)
                .build();
        return ResponseRoute.stamped(request, source).topVia();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIP/2.0/UDP 192.0.2.1:5062;branch=b          | SIP/2.0/UDP 192.0.2.1:5062;branch=b",
                "SIP/2.0/UDP 192.0.2.1;branch=b;rport         | SIP/2.0/UDP 192.0.2.1;branch=b;rport=7000;received=192.0.2.1",
                "SIP/2.0/UDP phone.example;branch=b           | SIP/2.0/UDP phone.example;branch=b;received=192.0.2.1",
                "SIP/2.0/UDP 10.0.0.7:5060;branch=b           | SIP/2.0/UDP 10.0.0.7:5060;branch=b;received=192.0.2.1;rport=7000",
                "SIP/2.0/UDP 10.0.0.7;rport=1;received=9.9.9.9 | SIP/2.0/UDP 10.0.0.7;rport=7000;received=192.0.2.1",
                "SIP/2.0/UDP 192.0.2.1;received=9.9.9.9       | SIP/2.0/UDP 192.0.2.1;received=192.0.2.1",
                "SIP/2.0/UDP abc.invalid;branch=b;rport       | SIP/2.0/UDP abc.invalid;branch=b;rport=7000;received=192.0.2.1"
            })
    void the_packets_source_is_noted_where_the_via_says_otherwise(String via, String noted) {
        assertThat(stamped(via, at("192.0.2.1", 7000))).hasToString(noted);
    }

    @ParameterizedTest
    @CsvSource({
        "SIP/2.0/UDP 192.0.2.1;branch=b, 192.0.2.1, 5060",
        "SIP/2.0/UDP 192.0.2.1:5070;branch=b, 192.0.2.1, 5070",
        "SIP/2.0/UDP phone.example:5070;received=192.0.2.9, 192.0.2.9, 5070",
        "SIP/2.0/UDP phone.example:5070;received=192.0.2.9;rport=4000, 192.0.2.9, 4000",
        "SIP/2.0/UDP 192.0.2.1:5070;maddr=224.0.1.75;ttl=1, 224.0.1.75, 5070",
        "SIP/2.0/UDP [2001:db8::1]:5070, 2001:db8::1, 5070",
        "SIP/2.0/UDP phone.example;received=2001:db8::7, 2001:db8::7, 5060"
    })
    void the_answer_goes_where_the_via_says(String via, String address, int port) {
        assertThat(ResponseRoute.target(Via.parse(via))).contains(at(address, port));
    }

    @ParameterizedTest
    @CsvSource({
        "SIP/2.0/TCP 10.0.0.7:5070;received=192.0.2.9;rport=40001, 192.0.2.9, 5070",
        "SIP/2.0/TCP phone.example;received=192.0.2.9, 192.0.2.9, 5060",
        "SIP/2.0/TCP 192.0.2.1:5070;branch=b, 192.0.2.1, 5070"
    })
    void a_client_whose_connection_is_gone_is_connected_to_at_the_port_of_sent_by(
            String via, String address, int port) {
        assertThat(ResponseRoute.sentBy(Via.parse(via))).contains(at(address, port));
    }

    @Test
    void a_name_is_never_looked_up() {
        assertThat(ResponseRoute.target(Via.parse("SIP/2.0/UDP phone.example"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[2001:db8:0:0:0:0:0:1]", "[2001:db8::1]", "[2001:DB8::0:1]"})
    void an_ipv6_source_is_the_same_host_however_it_is_written(String host) {
        assertThat(stamped("SIP/2.0/UDP " + host + ":5060;branch=b", at("2001:db8::1", 5060))
                        .received())
                .isEmpty();
    }
}
