package io.carillon.voicemail.message;

import io.carillon.voicemail.sound.SoundId;

/**
 * A recording under way.
 *
 * @param url where the relay puts its chunks: {@code PUT {url}/{n}}, at last {@code POST {url}/end}. Whoever knows it may
 *     write, so it is in no log
 */
public record Recording(SoundId id, String url) {

    /** Without the capability. */
    @Override
    public String toString() {
        return id.text();
    }
}
