package io.carillon.relay.storage;

import io.carillon.sound.SoundReader;
import io.carillon.sound.g711.MuLaw;
import java.io.IOException;
import java.util.Arrays;

/**
 * A stored sound, µ-law at 8 kHz, fetched while it is read. A connection that breaks is tried once more, from where the
 * sound was; one virtual thread at a time.
 */
final class StoredSound implements SoundReader {
    private final InsideHttp http;
    private final String url;
    private long position;
    private Download download;
    private byte[] part = {};
    private int taken;
    private boolean retried;

    private StoredSound(InsideHttp http, String url, long position, Download download) {
        this.http = http;
        this.url = url;
        this.position = position;
        this.download = download;
    }

    /**
     * Asks for it, and waits until it begins to come.
     *
     * @param from the first sample, which is a byte
     * @throws IOException with a message for people: there is none, or its host does not answer or is not ours
     */
    static StoredSound open(InsideHttp http, String url, long from) throws IOException {
        return new StoredSound(http, url, from, Download.begin(http, url, from));
    }

    @Override
    public int read(short[] frame) throws IOException {
        int filled = 0;
        while (filled < frame.length && more()) {
            int count = Math.min(frame.length - filled, part.length - taken);
            for (int i = 0; i < count; i++) {
                frame[filled + i] = MuLaw.decode(part[taken + i]);
            }
            filled += count;
            taken += count;
            position += count;
        }
        Arrays.fill(frame, filled, frame.length, (short) 0);
        return filled;
    }

    /** False at the sound's end. */
    private boolean more() throws IOException {
        while (taken == part.length) {
            byte[] next;
            try {
                next = download.next();
            } catch (IOException broken) {
                again(broken);
                continue;
            }
            if (next.length == 0) {
                return false;
            }
            part = next;
            taken = 0;
        }
        return true;
    }

    private void again(IOException broken) throws IOException {
        download.close();
        if (retried) {
            throw broken;
        }
        retried = true;
        download = Download.begin(http, url, position);
    }

    @Override
    public void close() {
        download.close();
    }
}
