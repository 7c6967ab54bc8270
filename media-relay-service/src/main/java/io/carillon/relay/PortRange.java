package io.carillon.relay;

import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.rtp.RtpConf;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Where the range of RTP ports comes from: {@code carillon.rtp.start} and {@code .end}, else rtp.conf. */
final class PortRange {

    private static final Logger LOG = Logger.getLogger(PortRange.class);

    private PortRange() {}

    /** @throws IllegalStateException with one sentence for the operator if there is no usable range */
    static RtpConf choose(Optional<Path> configuration, RelaySettings settings) {
        boolean isSet = settings.start().isPresent() && settings.end().isPresent();
        RtpConf file =
                isSet ? RtpConf.DEFAULT : configuration.map(PortRange::read).orElse(RtpConf.DEFAULT);
        int start = settings.start().orElse(file.start());
        int end = settings.end().orElse(file.end());
        try {
            return new RtpConf(start, end);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("carillon.rtp.start and .end give " + e.getMessage(), e);
        }
    }

    private static RtpConf read(Path directory) {
        return switch (RtpConf.read(Sources.directory(directory))) {
            case Reading.Loaded<RtpConf>(RtpConf range, List<Problem> warnings) -> {
                warnings.forEach(LOG::warn);
                yield range;
            }
            case Reading.Rejected<RtpConf>(List<Problem> errors, List<Problem> warnings) ->
                throw new IllegalStateException(
                        errors.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        };
    }
}
