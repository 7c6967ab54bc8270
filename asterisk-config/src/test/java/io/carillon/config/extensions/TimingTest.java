package io.carillon.config.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {
    /** 2026-01-15 is a Thursday. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            *                                | 2026-01-15T12:00:00Z | true
            *,*,*,*                          | 2026-01-15T12:00:00Z | true
            9:00-17:00,*,*,*                 | 2026-01-15T09:00:00Z | true
            9:00-17:00,*,*,*                 | 2026-01-15T17:00:59Z | true
            9:00-17:00,*,*,*                 | 2026-01-15T17:01:00Z | false
            9:00-17:00,*,*,*                 | 2026-01-15T08:59:59Z | false
            22:00-6:00,*,*,*                 | 2026-01-15T23:30:00Z | true
            22:00-6:00,*,*,*                 | 2026-01-15T05:00:00Z | true
            22:00-6:00,*,*,*                 | 2026-01-15T12:00:00Z | false
            *,mon-fri,*,*                    | 2026-01-15T12:00:00Z | true
            *,mon-wed&FRI,*,*                | 2026-01-15T12:00:00Z | false
            *,sat-thu,*,*                    | 2026-01-15T12:00:00Z | true
            *,Thursday,*,*                   | 2026-01-15T12:00:00Z | true
            *,*,10-15,*                      | 2026-01-15T12:00:00Z | true
            *,*,16-14,*                      | 2026-01-15T12:00:00Z | false
            *,*,*,nov-feb                    | 2026-01-15T12:00:00Z | true
            *,*,*,feb                        | 2026-01-15T12:00:00Z | false
            8:00-9:00,*,*,*,Asia/Tokyo       | 2026-01-15T23:30:00Z | true
            8:00-9:00,*,*,*,Nowhere          | 2026-01-15T08:30:00Z | true
            25:00-26:00,*,*,*                | 2026-01-15T12:00:00Z | false
            noon,*,*,*                       | 2026-01-15T12:00:00Z | false
            *,someday,*,*                    | 2026-01-15T12:00:00Z | false
            *,*,0-40,*                       | 2026-01-15T12:00:00Z | false
            """)
    void an_include_counts_at_its_times(String timing, String now, boolean covered) {
        assertThat(Timing.parse(timing).covers(Instant.parse(now), ZoneOffset.UTC))
                .isEqualTo(covered);
    }
}
