package io.carillon.config.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Position;
import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtpConfTest {

    @Test
    void the_range_is_read_and_a_bound_that_is_not_written_has_its_default() {
        assertThat(read("[general]\nrtpstart=12000 ; first\nrtpend = 12999\n"))
                .isEqualTo(new Reading.Loaded<>(new RtpConf(12000, 12999), List.of()));
        assertThat(read("[general]\nrtpstart=12000\n"))
                .isEqualTo(new Reading.Loaded<>(new RtpConf(12000, 20000), List.of()));
    }

    @Test
    void without_a_file_the_default_holds_and_is_told() {
        assertThat(RtpConf.read(Sources.of(Map.of())))
                .isEqualTo(new Reading.Loaded<>(
                        RtpConf.DEFAULT,
                        List.of(Problem.warning(
                                new Position("rtp.conf", 1, 1),
                                "the file is missing; ports 10000 to 20000 are used"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rtpstart=80              | 2 | 10 | rtpstart is a number from 1024 to 65535
            rtpend=70000             | 2 | 8  | rtpend is a number from 1024 to 65535
            rtpstart=ten             | 2 | 10 | rtpstart is a number from 1024 to 65535
            rtpstart=20000           | 2 | 10 | rtpstart (20000) and rtpend (20000) leave no pair of ports: one for RTP, one for RTCP
            rtpstart=9000#rtpend=8000 | 3 | 8 | rtpstart (9000) and rtpend (8000) leave no pair of ports: one for RTP, one for RTCP
            """)
    void a_range_that_cannot_be_used_is_an_error_with_its_place(String lines, int line, int column, String message) {
        assertThat(read("[general]\n" + lines.replace('#', '\n') + "\n"))
                .isEqualTo(new Reading.Rejected<>(
                        List.of(Problem.error(new Position("rtp.conf", line, column), message)), List.of()));
    }

    private static Reading<RtpConf> read(String text) {
        return RtpConf.read(Sources.of(Map.of("rtp.conf", text)));
    }
}
