package io.carillon.protocol.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllowListTest {

    private final List<Format> offered =
            SessionDescriptionTest.parsed("""
                    v=0
                    o=- 1 1 IN IP4 1.2.3.4
                    c=IN IP4 1.2.3.4
                    m=audio 4000 RTP/AVP 8 0 4 96 3 101 100
                    a=rtpmap:96 AMR/8000
                    a=rtpmap:101 telephone-event/8000
                    a=rtpmap:100 telephone-event/48000
                    """).media().getFirst().rtpFormats();

    @Test
    void the_order_is_the_accounts_not_the_offers() {
        assertThat(names("ulaw", "alaw")).containsExactly("ulaw", "alaw", "telephone-event", "telephone-event");
    }

    @Test
    void telephone_event_is_kept_without_being_named() {
        assertThat(new AllowList(List.of("gsm")).filter(offered))
                .extracting(Format::payloadType)
                .containsExactly(3, 101, 100);
    }

    @Test
    void all_stands_for_the_rest_in_the_order_offered() {
        assertThat(names("gsm", "all"))
                .containsExactly("gsm", "alaw", "ulaw", "g723", "amr", "telephone-event", "telephone-event");
    }

    @Test
    void names_are_known_by_their_other_spellings_too() {
        assertThat(names("G723.1", " ULAW ")).startsWith("g723", "ulaw");
    }

    @Test
    void an_unknown_name_allows_nothing() {
        assertThat(names("nosuch")).containsOnly("telephone-event");
    }

    @Test
    void what_nobody_offered_is_offered_with_the_usual_numbers() {
        assertThat(new AllowList(List.of("alaw", "ilbc")).ownOffer())
                .extracting(format -> format.payloadType() + " " + format.encoding() + " "
                        + format.parameters().orElse("-"))
                .containsExactly("8 PCMA/8000 -", "97 iLBC/8000 mode=30", "101 telephone-event/8000 0-16");
    }

    private List<String> names(String... allowed) {
        return new AllowList(List.of(allowed))
                .filter(offered).stream().map(Format::codecName).toList();
    }
}
