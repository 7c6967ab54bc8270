package io.carillon.testkit.rtp;

import io.carillon.testkit.sound.Tone;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Somebody who sends RTP to a port that is not meant for them, from a port nobody knows. */
public final class Stranger implements AutoCloseable {

    private final DatagramSocket socket;
    private final RtpTalker talker;

    private Stranger(DatagramSocket socket, RtpTalker talker) {
        this.socket = socket;
        this.talker = talker;
    }

    public static Stranger talkingTo(InetSocketAddress target, Tone tone, Codec codec) throws IOException {
        InetAddress local =
                target.getAddress().isLoopbackAddress() ? target.getAddress() : InetAddress.getByName("0.0.0.0");
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(local, 0));
        return new Stranger(socket, RtpTalker.start(socket, tone, codec, target));
    }

    public RtpTalker talker() {
        return talker;
    }

    /** Waits until it has talked for this many packets. */
    public void awaitSent(int packets) {
        talker.awaitSent(packets);
    }

    @Override
    public void close() {
        talker.close();
        socket.close();
    }
}
