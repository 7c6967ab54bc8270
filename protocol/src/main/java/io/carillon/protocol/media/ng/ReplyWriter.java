package io.carillon.protocol.media.ng;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.ng.Bencode.Dictionary;
import io.carillon.protocol.media.ng.Bencode.Sequence;
import io.carillon.protocol.media.ng.Bencode.Text;
import io.carillon.protocol.media.ng.Bencode.Whole;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Writes a reply as its dictionary, with the keys that rtpengine has for what we know too. */
final class ReplyWriter {

    private ReplyWriter() {}

    static Dictionary write(NgReply reply) {
        Map<String, Bencode> entries = new TreeMap<>();
        entries.put("result", new Text(reply.result()));
        switch (reply) {
            case NgReply.Pong _ -> {}
            case NgReply.Passed(String sdp) -> entries.put("sdp", new Text(sdp));
            case NgReply.Deleted(var last, var warning) -> {
                last.ifPresent(figures -> add(entries, figures));
                warning.ifPresent(text -> entries.put("warning", readable(text)));
            }
            case NgReply.Report(NgCallFigures figures) -> add(entries, figures);
            case NgReply.Calls(List<String> callIds) ->
                entries.put(
                        "calls",
                        new Sequence(callIds.stream().<Bencode>map(Text::new).toList()));
            case NgReply.LoadLimit(String message) -> entries.put("message", readable(message));
            case NgReply.Failed(String reason) -> entries.put("error-reason", readable(reason));
        }
        return new Dictionary(entries);
    }

    /** Our own words, which may quote what the sender wrote: one character a byte from here on. */
    private static Text readable(String text) {
        return new Text(new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII));
    }

    private static void add(Map<String, Bencode> entries, NgCallFigures call) {
        entries.put("created", seconds(call.created()));
        entries.put("last signal", seconds(call.lastSignal()));
        Map<String, Bencode> tags = new TreeMap<>();
        for (NgCallFigures.Party party : call.parties()) {
            party.tags().forEach(tag -> tags.put(tag, tag(tag, party)));
        }
        entries.put("tags", new Dictionary(tags));
        entries.put("totals", new Dictionary(Map.of("RTP", totals(call.parties()))));
    }

    /** Over all parties, also one that has no tag yet; each packet once, where it came in. */
    private static Dictionary totals(List<NgCallFigures.Party> parties) {
        return stats(
                sum(parties, LegFigures::packetsReceived),
                sum(parties, LegFigures::octetsReceived),
                sum(parties, LegFigures::strangersDropped),
                sum(parties, LegFigures::lost));
    }

    private static long sum(List<NgCallFigures.Party> parties, ToLongFunction<LegFigures> figure) {
        return parties.stream()
                .mapToLong(party -> figure.applyAsLong(party.figures()))
                .sum();
    }

    private static Dictionary tag(String tag, NgCallFigures.Party party) {
        Map<String, Bencode> entries = new TreeMap<>();
        entries.put("tag", new Text(tag));
        entries.put("created", seconds(party.created()));
        party.viaBranch().ifPresent(branch -> entries.put("via-branch", new Text(branch)));
        party.with().ifPresent(other -> entries.put("in dialogue with", new Text(other)));
        entries.put("medias", new Sequence(List.of(media(party))));
        return new Dictionary(entries);
    }

    private static Dictionary media(NgCallFigures.Party party) {
        LegFigures figures = party.figures();
        Map<String, Bencode> stream = new TreeMap<>();
        party.port().ifPresent(port -> stream.put("local port", new Whole(port)));
        if (figures.packetsReceived() > 0) {
            stream.put("last packet", seconds(party.at().minus(figures.silentFor())));
        }
        stream.put(
                "stats",
                stats(figures.packetsReceived(), figures.octetsReceived(), figures.strangersDropped(), figures.lost()));
        Map<String, Bencode> entries = new TreeMap<>();
        entries.put("index", new Whole(1));
        entries.put("type", new Text("audio"));
        entries.put("streams", new Sequence(List.of(new Dictionary(stream))));
        return new Dictionary(entries);
    }

    private static Dictionary stats(long packets, long octets, long errors, long lost) {
        return new Dictionary(Map.of(
                "packets", new Whole(packets),
                "bytes", new Whole(octets),
                "errors", new Whole(errors),
                "lost", new Whole(lost)));
    }

    private static Whole seconds(Instant instant) {
        return new Whole(instant.getEpochSecond());
    }
}
