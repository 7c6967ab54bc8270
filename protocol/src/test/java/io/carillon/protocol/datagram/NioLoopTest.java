package io.carillon.protocol.datagram;

import java.io.IOException;

class NioLoopTest extends DatagramLoopContract {

    @Override
    DatagramLoop start() throws IOException {
        return new NioLoop(NAME).begin();
    }
}
