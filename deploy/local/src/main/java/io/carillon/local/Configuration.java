package io.carillon.local;

import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.KnownApplications;
import io.carillon.config.rtp.RtpConf;
import io.carillon.config.sip.SipConf;
import io.carillon.config.sip.SipGeneral;
import io.carillon.config.voicemail.VoicemailConf;
import io.carillon.local.check.ConfigurationCheck;
import io.carillon.prompts.Library;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The four files, read before anything starts, so that a wrong one is told here and not by a service that dies.
 *
 * @param warnings all that {@code ./carillon check} tells of them
 */
record Configuration(Path directory, SipConf sip, ExtensionsConf extensions, RtpConf rtp, List<Problem> warnings) {
    /** Enough to begin with; a file of the wrong kind has an error a line. */
    private static final int MOST_ERRORS = 10;

    static Configuration read(Path directory) throws CannotStart {
        if (!Files.isDirectory(directory)) {
            throw new CannotStart(
                    directory + " is no directory: give the one of sip.conf and extensions.conf with --config DIR.");
        }
        Sources sources = Sources.directory(directory);
        Reading<SipConf> sip = SipConf.read(sources);
        Reading<ExtensionsConf> extensions = ExtensionsConf.read(sources, KnownApplications.NAMES);
        Reading<RtpConf> rtp = RtpConf.read(sources);
        Reading<VoicemailConf> voicemail = VoicemailConf.read(sources);
        List<Reading<?>> all = List.of(sip, extensions, rtp, voicemail);
        if (sip instanceof Reading.Loaded<SipConf>(SipConf sipConf, var _)
                && extensions instanceof Reading.Loaded<ExtensionsConf>(ExtensionsConf extensionsConf, var _)
                && rtp instanceof Reading.Loaded<RtpConf>(RtpConf rtpConf, var _)
                && voicemail instanceof Reading.Loaded<VoicemailConf>) {
            Library library = Library.with(directory.resolve("sounds"));
            return new Configuration(
                    directory, sipConf, extensionsConf, rtpConf, ConfigurationCheck.of(sources, library));
        }
        throw new CannotStart(refusal(directory, all));
    }

    private static String refusal(Path directory, List<Reading<?>> readings) {
        List<Problem> errors = new ArrayList<>();
        for (Reading<?> reading : readings) {
            if (reading instanceof Reading.Rejected<?>(List<Problem> told, var _)) {
                errors.addAll(told);
            }
        }
        String listed = errors.stream()
                .limit(MOST_ERRORS)
                .map(error -> "Correct " + directory.resolve(error.file()) + ":" + error.line() + ":" + error.column()
                        + ": " + error.message() + ".")
                .collect(Collectors.joining("\n"));
        return errors.size() > MOST_ERRORS ? listed + "\n… and " + (errors.size() - MOST_ERRORS) + " more." : listed;
    }

    /** {@code bindaddr} and {@code bindport}. */
    InetSocketAddress sipAddress() {
        SipGeneral.Listen listen = sip.general().listen();
        return new InetSocketAddress(listen.address(), listen.port());
    }

    /** {@code tcpenable}. */
    boolean sipByTcp() {
        return sip.general().listen().tcp();
    }

    PortRange rtpRange() {
        return new PortRange(rtp.start(), rtp.end());
    }
}
