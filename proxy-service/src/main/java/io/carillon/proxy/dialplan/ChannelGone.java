package io.carillon.proxy.dialplan;

import io.carillon.config.Position;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The channel that is left to the extension {@code h}: it can be asked who called, and nothing else. */
record ChannelGone(Channel channel) implements Channel {
    @Override
    public Caller caller() {
        return channel.caller();
    }

    @Override
    public CallSoFar soFar() {
        return channel.soFar();
    }

    @Override
    public void present(String name, String number) {
        // Nobody is called any more.
    }

    @Override
    public void note(String field, String value) {
        channel.note(field, value);
    }

    @Override
    public void userEvent(String name, Map<String, String> fields) {
        channel.userEvent(name, fields);
    }

    @Override
    public void ring() {
        throw new HungUp();
    }

    @Override
    public void progress() {
        throw new HungUp();
    }

    @Override
    public void answer() {
        throw new HungUp();
    }

    @Override
    public boolean answered() {
        return channel.answered();
    }

    @Override
    public void pause(Duration duration) {
        throw new HungUp();
    }

    @Override
    public Played play(List<Sound> sounds, String cutBy) {
        throw new HungUp();
    }

    @Override
    public void playOn(List<Sound> sounds) {
        throw new HungUp();
    }

    @Override
    public void playNothing() {
        throw new HungUp();
    }

    @Override
    public Optional<Character> key(Duration timeout) {
        throw new HungUp();
    }

    @Override
    public void forgetKeys() {
        throw new HungUp();
    }

    @Override
    public void echo(char until) {
        throw new HungUp();
    }

    @Override
    public DialResult dial(DialRequest request) {
        throw new HungUp();
    }

    @Override
    public VoicemailResult voicemail(VoicemailVisit visit) {
        throw new HungUp();
    }

    @Override
    public boolean transfer(String user, Optional<String> host) {
        throw new HungUp();
    }

    @Override
    public void log(Position position, String text) {
        channel.log(position, text);
    }
}
