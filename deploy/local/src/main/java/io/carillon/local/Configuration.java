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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        throw refusal(directory, all.stream().flatMap(Configuration::errors).toList());
    }

    private static Stream<Problem> errors(Reading<?> reading) {
        return switch (reading) {
            case Reading.Loaded<?> _ -> Stream.empty();
            case Reading.Rejected<?>(List<Problem> errors, var _) -> errors.stream();
        };
    }

    /** The errors as {@code ./carillon check} prints them, then the remedy. */
    static CannotStart refusal(Path directory, List<Problem> errors) {
        String listed = errors.stream()
                .limit(MOST_ERRORS)
                .map(error -> line(directory, error))
                .collect(Collectors.joining("\n"));
        String more = errors.size() > MOST_ERRORS ? "\n… and " + (errors.size() - MOST_ERRORS) + " more errors" : "";
        return new CannotStart(
                listed + more + "\nCorrect this and try again; `./carillon check " + directory + "` tells all.");
    }

    /** With the path by which an editor finds the file. */
    static String line(Path directory, Problem problem) {
        Path file = directory.resolve(problem.file());
        String told = problem.toString().substring(problem.file().length());
        return (file + told).replaceAll("\\p{Cntrl}", "?");
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
