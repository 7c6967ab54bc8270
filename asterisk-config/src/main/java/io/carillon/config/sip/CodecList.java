package io.carillon.config.sip;

import io.carillon.config.Problems;
import io.carillon.config.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Codecs in order of preference, as lines of {@code allow} and {@code disallow} build them up: {@code allow} adds behind
 * what is there, {@code disallow} takes away, {@code all} means every codec.
 */
record CodecList(List<Codec> codecs) {
    /** What stands when the file says nothing, as in chan_sip, without its video. */
    static final CodecList DEFAULT = new CodecList(List.of(Codec.ULAW, Codec.ALAW, Codec.GSM));

    /** Asterisk knows them, Carillon does not carry them. */
    private static final Set<String> NOT_CARRIED = Set.of(
            "h261", "h263", "h263p", "h264", "h265", "mpeg4", "vp8", "vp9", "jpeg", "png", "red", "t140", "t140red",
            "siren7", "siren14", "g719", "silk8", "silk12", "silk16", "silk24", "codec2", "testlaw", "slin12", "slin24",
            "slin32", "slin44", "slin48", "slin96", "slin192", "speex32", "celt", "none");

    CodecList {
        codecs = List.copyOf(codecs);
    }

    /** The list after a line {@code allow=value}; {@code !name} in it takes away. */
    CodecList allow(Text value, Problems problems) {
        return change(value, true, problems);
    }

    /** The list after a line {@code disallow=value}. */
    CodecList disallow(Text value, Problems problems) {
        return change(value, false, problems);
    }

    private CodecList change(Text value, boolean allow, Problems problems) {
        CodecList list = this;
        for (Text part : value.split(",|")) {
            boolean negated = part.value().startsWith("!");
            Text name = (negated ? part.from(1) : part).strip();
            List<Codec> meant = codecs(name, problems);
            list = allow != negated ? list.with(meant) : list.without(meant);
        }
        return list;
    }

    private CodecList with(List<Codec> more) {
        List<Codec> all = new ArrayList<>(codecs);
        more.stream().filter(codec -> !all.contains(codec)).forEach(all::add);
        return new CodecList(all);
    }

    private CodecList without(List<Codec> fewer) {
        return new CodecList(
                codecs.stream().filter(codec -> !fewer.contains(codec)).toList());
    }

    private static List<Codec> codecs(Text text, Problems problems) {
        // "ulaw:20" asks for packets of 20 ms, which is what phones send anyway.
        int framing = text.value().indexOf(':');
        String name = (framing < 0 ? text.value() : text.value().substring(0, framing)).toLowerCase(Locale.ROOT);
        if (name.equals("all")) {
            return Codec.all();
        }
        Optional<Codec> codec = Codec.named(name);
        if (codec.isEmpty()) {
            if (NOT_CARRIED.contains(name)) {
                problems.warning(text.at(), "Carillon does not carry the codec " + name);
            } else {
                problems.error(text.at(), name.isEmpty() ? "the name of a codec is missing" : "unknown codec " + name);
            }
        }
        return codec.stream().toList();
    }
}
