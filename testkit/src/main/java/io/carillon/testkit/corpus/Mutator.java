package io.carillon.testkit.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages datagrams: flips bits, cuts, inserts, swaps and repeats. The same seed does the same damage. */
public final class Mutator {

    /** With more of them hardly anything stays a message, and the rest of its readers is never tried. */
    private static final int MOST_WOUNDS = 2;

    /** Longest piece that is cut, moved or repeated; a line of a message is mostly shorter. */
    private static final int PIECE = 64;

    /** Short pieces that mean something to the grammars of SIP and SDP. */
    private static final List<byte[]> SHRAPNEL = List.of(
                    "\r\n",
                    "\n",
                    "\r",
                    "\0",
                    " ",
                    "\t",
                    ",",
                    ";",
                    ":",
                    "<",
                    ">",
                    "\"",
                    "\\",
                    "=",
                    "@",
                    "%",
                    "%zz",
                    "%00",
                    "[",
                    "]",
                    "*",
                    "(",
                    ")",
                    "?",
                    "/",
                    "SIP/2.0",
                    "sip:",
                    "tel:",
                    "Via: ",
                    "v:",
                    "To: ",
                    "CSeq: ",
                    "Content-Length: 1\r\n",
                    "99999999999999999999",
                    "4294967296",
                    "-1",
                    "\u00e9",
                    "\ud83d\ude00",
                    "\u2028",
                    ";tag=",
                    ";branch=",
                    ";received=",
                    ";lr",
                    ",,,,",
                    "<<<<",
                    "\r\n ",
                    "[::",
                    "a=rtpmap:",
                    "m=audio ",
                    "c=IN IP6 ")
            .stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    private final Random random;

    public Mutator(long seed) {
        random = new Random(seed);
    }

    /** One of these, damaged in a place or two. */
    public byte[] mutantOf(List<byte[]> originals) {
        return mutantOf(originals.get(random.nextInt(originals.size())));
    }

    /** This datagram, damaged in a place or two. */
    public byte[] mutantOf(byte[] original) {
        byte[] mutant = original;
        for (int wounds = 1 + random.nextInt(MOST_WOUNDS); wounds > 0 && mutant.length > 0; wounds--) {
            mutant = wounded(mutant);
        }
        return mutant;
    }

    private byte[] wounded(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(PIECE));
        return switch (random.nextInt(16)) {
            case 0 -> Arrays.copyOf(bytes, from);
            case 1, 2 -> spliced(bytes, from, to, new byte[0]);
            case 3, 4 -> swapped(bytes, from, to);
            case 5, 6 -> spliced(bytes, from, from, noise());
            case 7, 8 -> spliced(bytes, from, from, shrapnel(1));
            case 9 -> spliced(bytes, from, from, shrapnel(random.nextInt(200)));
            case 10, 11, 12 -> lineRepeated(bytes, from);
            default -> flipped(bytes, from);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return flipped;
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(8)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] shrapnel(int times) {
        byte[] piece = SHRAPNEL.get(random.nextInt(SHRAPNEL.size()));
        byte[] all = new byte[piece.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(piece, 0, all, i * piece.length, piece.length);
        }
        return all;
    }

    /** The piece changes places with one as long elsewhere. */
    private byte[] swapped(byte[] bytes, int from, int to) {
        int other = random.nextInt(bytes.length - (to - from) + 1);
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, other, swapped, from, to - from);
        System.arraycopy(bytes, from, swapped, other, to - from);
        return swapped;
    }

    /** The line around this place, or the piece where there are no lines, once more or many times, anywhere. */
    private byte[] lineRepeated(byte[] bytes, int at) {
        int from = at;
        while (from > 0 && at - from < PIECE && bytes[from - 1] != '\n') {
            from--;
        }
        int to = at;
        while (to < bytes.length && to - at < PIECE && bytes[to] != '\n') {
            to++;
        }
        byte[] line = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, to + 1));
        byte[] repeated = bytes;
        int where = random.nextBoolean() ? from : random.nextInt(bytes.length);
        for (int times = random.nextInt(4) == 0 ? 1 + random.nextInt(30) : 1; times > 0; times--) {
            repeated = spliced(repeated, where, where, line);
        }
        return repeated;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + instead.length);
        System.arraycopy(instead, 0, spliced, from, instead.length);
        System.arraycopy(bytes, to, spliced, from + instead.length, bytes.length - to);
        return spliced;
    }
}
