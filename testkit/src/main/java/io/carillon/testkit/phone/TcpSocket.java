package io.carillon.testkit.phone;

import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.transport.SipStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A phone's TCP: it listens, and connects to whoever it has no connection with. A virtual thread reads each connection.
 */
final class TcpSocket implements PhoneSocket {

    private static final int CHUNK = 8_192;
    private static final byte[] PONG = {'\r', '\n'};

    private final String name;
    private final ServerSocket listening;
    private final Receiver receiver;
    private final Map<InetSocketAddress, Socket> connections = new ConcurrentHashMap<>();

    TcpSocket(String name, InetSocketAddress local, Receiver receiver) throws IOException {
        this.name = name;
        this.receiver = receiver;
        this.listening = new ServerSocket();
        listening.bind(local);
        Thread.ofVirtual().name("phone-" + name).start(this::accept);
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    @Override
    public void send(byte[] bytes, InetSocketAddress to) throws IOException {
        Socket socket = connections.get(to);
        if (socket == null) {
            socket = new Socket(to.getAddress(), to.getPort(), listening.getInetAddress(), 0);
            begin(socket);
        }
        socket.getOutputStream().write(bytes);
    }

    /** How many connections are open now. */
    int open() {
        return connections.size();
    }

    /** Loses every connection, and goes on to listen. */
    void drop() {
        connections.values().forEach(TcpSocket::close);
        connections.clear();
    }

    @Override
    public boolean isClosed() {
        return listening.isClosed();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drop();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                begin(listening.accept());
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void begin(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        connections.put((InetSocketAddress) socket.getRemoteSocketAddress(), socket);
        Thread.ofVirtual().name("phone-" + name).start(() -> read(socket));
    }

    private void read(Socket socket) {
        InetSocketAddress from = (InetSocketAddress) socket.getRemoteSocketAddress();
        SipStream stream = new SipStream();
        byte[] chunk = new byte[CHUNK];
        try {
            int read = socket.getInputStream().read(chunk);
            while (read >= 0) {
                byte[] bytes = Arrays.copyOf(chunk, read);
                if (Arrays.equals(bytes, PONG)) {
                    receiver.received(new Parsed.KeepAlive(), from);
                }
                stream.add(bytes);
                deliver(stream, from);
                read = socket.getInputStream().read(chunk);
            }
            close(socket);
        } catch (IOException e) {
            if (!socket.isClosed() && !isReset(e)) {
                throw new UncheckedIOException(e);
            }
        } finally {
            connections.remove(from, socket);
        }
    }

    private static boolean isReset(IOException e) {
        return String.valueOf(e.getMessage()).contains("reset");
    }

    private void deliver(SipStream stream, InetSocketAddress from) {
        Optional<SipStream.Piece> piece = stream.next();
        while (piece.isPresent()) {
            switch (piece.get()) {
                case SipStream.Piece.Message(Parsed parsed) -> receiver.received(parsed, from);
                case SipStream.Piece.Broken(Parsed.Malformed fault) -> receiver.received(fault, from);
                case SipStream.Piece.Ping() -> receiver.received(new Parsed.KeepAlive(), from);
            }
            piece = stream.next();
        }
    }
}
